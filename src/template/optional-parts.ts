/** What a sentence of a section may say to leave out: the section, or one of its blocks. */
export type OptionalPart = 'section' | 'table' | 'list' | 'code'

/** The wordings of a language; each is matched against single sentences in lower case. */
interface Wordings {
  /** Says that something is left out, with a group for what it is. */
  readonly going: readonly RegExp[]
  /** Says that this depends on the author or on the subject of the document. */
  readonly inACase: RegExp
  /** Says that it must be kept after all, or is removed in every case. */
  readonly staying: RegExp
  readonly names: Readonly<Record<string, OptionalPart>>
}

const languages: readonly Wordings[] = [
  {
    going: [
      /\b(?:delete|remove|omit|drop|skip|leave out) (?:this|the) (?:whole |entire )?(section|heading|table|list|code block|code sample|code example)\b(?! (?:of|row|level|line|text)\b)/,
      /\b(?:this|the) (?:whole |entire )?(section|heading|table|list|code block|code sample|code example)(?: (?:above|below))? (?:may|can|could) be (?:deleted|removed|omitted|dropped|skipped|left out)\b/
    ],
    inACase: /\b(?:may|can|could|if|when|where|unless|without|otherwise|feel free)\b/,
    staying:
      /(?:\b(?:not|never)|n['’]t) (?:be )?(?:delete|remove|omit|drop|skip|leave out|left out)|\b(?:before|after|once|until|done|finished|instructions?)\b/,
    names: {
      section: 'section',
      heading: 'section',
      table: 'table',
      list: 'list',
      'code block': 'code',
      'code sample': 'code',
      'code example': 'code'
    }
  },
  {
    going: [
      /(?<!\p{Alpha})diesen? (?:ganzen? )?(abschnitt|überschrift|tabelle|liste|codeblock)(?: \p{Alpha}+){0,2} (?:weglassen|auslassen|löschen|entfernen|streichen|weggelassen|gelöscht|entfernt|gestrichen|entfallen)(?!\p{Alpha})/u,
      /(?<!\p{Alpha})(?:dieser|diese) (abschnitt|überschrift|tabelle|liste|codeblock) (?:kann|darf) (?:\p{Alpha}+ ){0,2}(?:weggelassen|gelöscht|entfernt|gestrichen|entfallen)(?!\p{Alpha})/u
    ],
    inACase: /(?<!\p{Alpha})(?:kann|können|darf|dürfen|wenn|falls|sofern|ohne|andernfalls)(?!\p{Alpha})/u,
    staying:
      /(?<!\p{Alpha})(?:nicht|nie) (?:weglassen|auslassen|löschen|entfernen|streichen|weggelassen|gelöscht|entfernt|gestrichen|entfallen)(?!\p{Alpha})|(?<!\p{Alpha})(?:vor dem|nach dem|bevor|nachdem)(?!\p{Alpha})/u,
    names: {abschnitt: 'section', überschrift: 'section', tabelle: 'table', liste: 'list', codeblock: 'code'}
  },
  {
    going: [
      /(?<!\p{Alpha})(?:supprim|omett|retir|enlev)(?:ez|er|re|e) (?:ce|cet|cette) (section|titre|tableau|liste|bloc de code)(?!\p{Alpha})/u,
      /(?<!\p{Alpha})(?:ce|cette) (section|tableau|liste|bloc de code) peut être (?:supprimé|omis|retiré|enlevé)e?(?!\p{Alpha})/u
    ],
    inACase: /(?<!\p{Alpha})(?:peut|peuvent|pouvez|si|sinon|lorsque|quand|sans)(?!\p{Alpha})|(?<!\p{Alpha})s['’]/u,
    staying:
      /(?<!\p{Alpha})(?:pas|jamais) (?:être )?(?:supprim|omett|omis|retir|enlev)|(?<!\p{Alpha})(?:avant|après)(?!\p{Alpha})/u,
    names: {section: 'section', titre: 'section', tableau: 'table', liste: 'list', 'bloc de code': 'code'}
  },
  {
    going: [
      /(?<!\p{Alpha})(?:elimin|borr|suprim|omit|quit)(?:a|e|ar|ir|en|an) est[ae] (sección|apartado|encabezado|tabla|lista|bloque de código)(?!\p{Alpha})/u,
      /(?<!\p{Alpha})est[ae] (sección|apartado|encabezado|tabla|lista|bloque de código) (?:se )?puede (?:ser )?(?:elimin|borr|suprim|omit|quit)(?:arse|irse|ar|ir)(?!\p{Alpha})/u
    ],
    inACase: /(?<!\p{Alpha})(?:puede|pueden|si|cuando|sin)(?!\p{Alpha})/u,
    staying:
      /(?<!\p{Alpha})(?:no|nunca) (?:se )?(?:elimin|borr|suprim|omit|quit|pued)|(?<!\p{Alpha})(?:antes|después)(?!\p{Alpha})/u,
    names: {
      sección: 'section',
      apartado: 'section',
      encabezado: 'section',
      tabla: 'table',
      lista: 'list',
      'bloque de código': 'code'
    }
  },
  {
    going: [
      /(?:删除?|刪除?|删去|省略|移除|去掉|略去)(?:本|此|该|該|这|這)?个?(章节|章節|小节|小節|节|節|部分|表格?|列表|清单|代码块)(?!格?[中里内的头行列])/u,
      /(?:本|此|该|該|这|這)个?(章节|章節|小节|小節|节|節|部分|表格?|列表|清单|代码块)可以?(?:删|刪|省略|移除|去掉|略去)/u
    ],
    inACase: /无|無|没有|沒有|若|如|不适用|不適用|不涉及|不需要|可/u,
    staying: /(?:不可以?|不能|不得|不要|勿|禁止)(?:删|刪|省略|移除|去掉|略去)|之前|完成后|之后/u,
    names: {
      章节: 'section',
      章節: 'section',
      小节: 'section',
      小節: 'section',
      节: 'section',
      節: 'section',
      部分: 'section',
      表: 'table',
      表格: 'table',
      列表: 'list',
      清单: 'list',
      代码块: 'code'
    }
  }
]

/** What a text of a template says may be left out in some cases: `Kilns without a fan may delete this table.` */
export function optionalPartsIn(text: string): ReadonlySet<OptionalPart> {
  const sentences = text
    .slice(0, 2000)
    .replaceAll(/\s+/g, ' ')
    .toLowerCase()
    .split(/[.!?](?= |$)|[。！？;；]/)
    .filter(({length}) => length < longestSentence)
  return new Set(
    sentences.flatMap((sentence) => languages.flatMap((wordings) => optionalPartBy(sentence, wordings) ?? []))
  )
}

const longestSentence = 400

function optionalPartBy(sentence: string, {going, inACase, staying, names}: Wordings): OptionalPart | undefined {
  const name = going.map((wording) => wording.exec(sentence)?.[1]).find((found) => found !== undefined)
  return name !== undefined && inACase.test(sentence) && !staying.test(sentence) ? names[name] : undefined
}

/** The names in code that a text says are absent: ``without a `config.yml` ``, ``无 `config.yml` ``. */
export function absentIn(source: string): readonly string[] {
  return Array.from(source.slice(0, 2000).matchAll(absence)).flatMap(([, name = '']) => name)
}

const absence =
  /(?:(?<!\p{Alpha})(?:no|without|ohne|keine?n?|sans|pas de|sin|sem|senza|без|нет)(?: an?| any| eine?n?)? (?:own |separate |eigene[sn]? )?|(?:无|無|没有|沒有|不存在)(?:独立|獨立|单独|單獨)?(?:的)? ?)[*_]{0,2}`([^`\n]{1,60})`/giu
