/**
 * Recognises sections that tell authors how to write, and that documents therefore do not have: `Writing rules`,
 * `How to use this template`. The name alone is not enough: a document may itself be about `Guidelines`.
 */

const names = [
  /^(?:writing|authoring|editing|formatting|documentation|style|template) (?:rules|guidelines|guide|guidance|instructions|conventions|tips|notes)$/,
  /^(?:rules|guidelines|guidance|instructions|tips|notes|hints|advice) (?:for|to) (?:the )?(?:authors?|writers?|contributors|editors|filling (?:in|out)(?: .*)?|writing(?: .*)?|using th(?:is|e) template)$/,
  /^(?:how to|usage of|using|about|instructions for) (?:(?:use|fill (?:in|out)|complete|write) )?(?:this|the) (?:template|form)$/,
  /^(?:schreibregeln|schreibhinweise|hinweise (?:für|an) (?:die )?(?:autor(?:en|innen|:innen)|verfasser)|hinweise zum ausfüllen|ausfüllhinweise|(?:anleitung|hinweise) zu(?:r|m) (?:nutzung|verwendung|gebrauch|vorlage)(?: (?:der|dieser) vorlage)?)$/,
  /^(?:(?:règles|consignes|conseils) (?:de rédaction|d['’]écriture|pour (?:les|la|l['’]) ?(?:auteurs?|rédacteurs?|rédaction))|(?:comment utiliser|utilisation de) (?:ce|le) (?:modèle|gabarit))$/,
  /^(?:(?:reglas|normas|pautas|guía) (?:de (?:escritura|redacción|estilo)|para (?:los |el )?autor(?:es)?)|cómo usar est[ae] plantilla)$/,
  /^(?:(?:regras|normas|orientações) (?:de (?:escrita|redação|estilo)|para (?:os |o )?autor(?:es)?)|como usar este (?:modelo|template))$/,
  /^(?:правила (?:написания|оформления)|как (?:пользоваться|использовать)(?: этот| этим)? шаблон(?:ом)?)$/,
  /^(?:書き方(?:の(?:ルール|ガイド|注意))?|記入(?:要領|ルール|上の注意)|執筆(?:ルール|ガイド|要領)|(?:この)?テンプレートの使い方|写作(?:规则|规范|指南)|编写(?:规则|规范|说明|指南)|填写(?:说明|须知|规则)|(?:本)?模板使用(?:说明|方法)|작성 ?(?:규칙|요령|가이드|방법))$/u
]

/** Words for the parts of a text and for how it is written. */
const ofText =
  /(?<!\p{Alpha})(?:bullets?|sentences?|paragraphs?|sections?|headings?|titles?|template|language|wording|words?|text|tense|voice|tone|jargon|abbreviations?|acronyms?|tables?|lists?|links?|screenshots?|diagrams?|examples?|placeholders?|comments?|documents?|notes|files?|front matter|markdown|readers?|audience|entry|entries|names?|dates?|concise|short|brief|specific|abschnitte?n?|sätze?n?|überschrift(?:en)?|vorlage|sprache|platzhalter|stichpunkte?|kurz|phrases?|titres?|modèle|langage|liens?|exemples?|puces?|frases?|títulos?|plantilla|lenguaje|enlaces?|ejemplos?|viñetas?|secci(?:ón|ones)|seç(?:ão|ões)|modelo|linguagem|exemplos?|разделы?|предложени\p{Alpha}+|шаблон\p{Alpha}*|заголов\p{Alpha}+)(?!\p{Alpha})|見出し|文章|箇条書き|テンプレート|セクション|章节|标题|模板|句子|占位符|제목|문장|템플릿/u

const imperative =
  /^\W*(?:\*{0,2}[^*:：]{2,40}:\*{0,2} )?(?:(?:always|never|please|only|then|do not|don['’]t|try to|make sure|be sure|bitte|immer|nie|toujours|jamais|ne|siempre|no|sempre|não|не) )?(?:cover|use|keep|write|avoid|include|mention|prefer|be|add|describe|list|link|state|fill|replace|delete|remove|copy|limit|explain|start|give|put|name|make|focus|stick|follow|show|say|answer|check|update|rename|save|omit|leave|set|summari[sz]e|repeat|quote|cite|spell|ensure|place|provide|mark|refer|split|adapt|choose|verwende(?:n sie)?|nutze(?:n sie)?|schreib(?:e|en sie)?|vermeide(?:n sie)?|ersetze(?:n sie)?|lösche(?:n sie)?|fülle(?:n sie)?|halte(?:n sie)?|kopiere(?:n sie)?|nenne(?:n sie)?|beschreibe(?:n sie)?|utilise[rz]|écri(?:re|vez)|évite[rz]|garde[rz]|remplace[rz]|remplissez|remplir|supprime[rz]|copie[rz]|cite[rz]|us(?:a|e|ar)|escrib(?:a|e|ir)|evit(?:a|e|ar)|manten(?:ga|er)?|mantén|reemplaz(?:a|e|ar)|complet(?:a|e|ar)|elimin(?:a|e|ar)|copi(?:a|e|ar)|escrev(?:a|er)|mantenha|manter|substitu(?:a|ir)|preench(?:a|er)|используйте|пишите|избегайте|замените|удалите|заполните|указывайте|скопируйте)(?!\p{Alpha})|(?:してください|すること|しない|する)[。.]?$|^(?:请|請|不要|避免|使用|保持|复制|替换|删除|填写)|(?:하세요|할 것|하십시오|한다)[.]?$/u

/**
 * Whether a section only tells authors how to write: its name says so, most of its texts are instructions, and at least
 * half of these are about writing.
 *
 * @param name The section's heading without numbering, in lower case.
 * @param textsOf Returns its paragraphs and list items; called only if the name fits.
 */
export function isOfAuthorRules(name: string, textsOf: () => readonly string[]): boolean {
  if (!names.some((wording) => wording.test(name))) return false
  const texts = textsOf()
  const first = texts.slice(0, mostTexts).map((text) => text.slice(0, longestText))
  const directions = first.filter((text) => tellsAuthor(text))
  return (
    directions.length * 2 > first.length &&
    directions.filter((text) => ofText.test(text.toLowerCase())).length * 2 >= directions.length
  )
}

/** Whether a sentence tells an author to do or to avoid something. */
export function tellsAuthor(sentence: string): boolean {
  return imperative.test(sentence.slice(0, longestText).toLowerCase())
}

const mostTexts = 100
const longestText = 400
