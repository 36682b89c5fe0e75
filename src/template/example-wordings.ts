/**
 * Whether a paragraph of a section says that the sections below are only samples: `These are only sample subheadings.`
 */
export function saysSamples(text: string): boolean {
  return samples.test(text.slice(0, 500).toLowerCase())
}

const samples =
  /\b(?:these|the following|those below)\b[^.]{0,40}\b(?:samples?|examples?|suggested|illustrative) (?:sub-?)?(?:headings|headers|sections|titles)\b|\b(?:sub-?)?(?:headings|headers|sections|titles)\b(?: below)?(?: and \p{Alpha}+)? are (?:(?:only|just|merely) (?:samples|examples|suggestions|illustrative)\b|(?:samples|examples|suggestions|illustrative)(?=[.,;!]|$))/u

/** Whether a text says that what follows may be used as an example: `You may use the table below.` */
export function saysExample(text: string): boolean {
  return example.test(text.slice(0, 300).toLowerCase())
}

const example =
  /\b(?:you (?:may|can|could)|feel free to) (?:use|refer to|follow|adapt)\b[^.]{0,60}\b(?:below|following|example|template|table)\b|可以?(?:参考|参照|使用)(?:如下|以下|下面|下列)/

/** Whether the name of a section says that it has examples, of which each document has its own. */
export function isOfExamples(name: string): boolean {
  return examples.test(name.toLowerCase())
}

const examples =
  /^(?:[\d.]+ )?(?:(?:usage|code) )?(?:examples|ejemplos|exemples|exemplos|beispiele|esempi|voorbeelden|примеры|示例|例|예시)$/

/** Whether the text that opens a section of examples offers them to the author: `These are examples to consider.` */
export function offersExamples(name: string, opening: string): boolean {
  return (
    isOfExamples(name) &&
    /^(?:these|the following|those below|here) (?:are )?(?:[\p{Alpha}-]+ ){0,3}examples\b[^.]{0,40}\b(?:to (?:consider|choose from|think about)|for (?:inspiration|orientation|reference))\b/u.test(
      opening.slice(0, 300).toLowerCase()
    )
  )
}

/**
 * Whether the heading of a section, or the text that opens it, says that it is an example that is filled in:
 * `Example filled-out report`.
 */
export function isFilledExample(name: string, opening: string): boolean {
  const heading = name.slice(0, 200).toLowerCase()
  return (
    filledExample.test(heading) ||
    (/^(?:an? |the |\d+\. )?(?:(?:full|worked) )?(?:example|sample)\b/.test(heading) &&
      /\buse (?:this|it) (?:only )?as (?:a |an )?(?:guide|inspiration|model|reference)\b|\bfor reference only\b/.test(
        opening.slice(0, 500).toLowerCase()
      ))
  )
}

const filledExample =
  /\b(?:example|sample)\b.{0,80}\b(?:filled|completed)\b|\b(?:filled(?:[- ](?:in|out))?|completed) (?:\w+ )?(?:example|sample)\b|ausgefülltes beispiel|exemple rempli|ejemplo (?:completado|rellen(?:ad)?o)|exemplo preenchido|пример заполнения|記入例|填写(?:示例|样例|范例)|작성 ?예시/u

/** Whether a line only announces an example of what is above it: `Example (short):`, `範例（簡短示範）`. */
export function announcesExample(text: string): boolean {
  return announced.test(text.slice(0, 80).toLowerCase())
}

const announced =
  /^(?:an? |the |below is an? |here is an? )?(?:(?:complete|filled(?:-in)?|finished|full|short|worked) )?(?:example|sample|beispiel|exemple|ejemplo|exemplo|esempio|voorbeeld|пример|приклад|przykład|örnek)(?: [\p{Alpha}-]+){0,3}(?: ?\([^()]{1,40}\))?[.:]?$|^(?:填写|填寫|完整|简短|簡短|記入|작성 ?)?(?:示例|范例|範例|样例|樣例|例|例子|예시?|サンプル)(?: ?[(（][^()（）]{1,40}[)）])?[:：。]?$/u

/**
 * The placeholders of a name together with the examples behind them: `{name} (e.g. North)`. Examples behind other texts
 * may be meant to stay.
 *
 * @param placeholders The placeholders in the name, as written.
 */
export function withExamples(name: string, placeholders: readonly string[]): readonly string[] {
  return placeholders.flatMap((placeholder) => {
    const at = name.indexOf(placeholder)
    const [behind] = at < 0 ? [] : (exampleBehind.exec(name.slice(at + placeholder.length)) ?? [])
    return behind === undefined ? [] : [placeholder + behind]
  })
}

const forExample =
  '(?:e\\.? ?g\\b\\.?|eg\\.|ex(?:ample)?[.:]:?|for (?:example|instance)|such as|z\\. ?b\\.|zum beispiel|bspw\\.|beispiel:|p\\. ?ex\\.|par exemple|exemple ?:|p\\. ?ej\\.|ej(?:emplo)?[.:]|por ejemplo|por exemplo|exemplo:|per esempio|ad es\\.|esempio:|bijv\\.|bv\\.|bijvoorbeeld|np\\.|na przykład|např\\.|например|напр\\.|пример:|наприклад|örn\\.|örneğin|contoh:|misalnya|ví dụ|例えば|例如|比如|例[:：]|예를 들어|예시?[:：])'

const exampleBehind = new RegExp(
  `^ ?[(（[] ?${forExample}[^()（）]{1,120}[)）\\]]|^(?:, | ?[–—-] )${forExample}.{1,120}$`,
  'iu'
)
