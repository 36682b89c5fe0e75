/**
 * How templates ask for boxes to be ticked, and what they say of those that do not apply. The expressions see texts in
 * lower case: with the flag for letter case, large ones take several times as long to compile.
 */

/** How many boxes of a list have to be ticked. */
export type Ticks = 'one' | 'only one' | 'all'

/** What a text asks for; `that apply` is as many as there are reasons for, perhaps none. */
export function ticksAskedFor(text: string): Ticks | 'that apply' | undefined {
  const lower = text.slice(0, longestText).toLowerCase().replaceAll(/[*_"“”'’`]/g, '')
  // `If you use a kiln, check the box below` is said to some.
  const said = lower.replaceAll(/\b(?:if|when|where|unless|in case)\b[^.!?]{0,500}/g, ' ')
  if (one.some((wording) => wording.test(said))) return onlyOne.test(lower) && !orMore.test(lower) ? 'only one' : 'one'
  if (thatApply.test(lower)) return 'that apply'
  return all.some((wording) => wording.test(said)) ? 'all' : undefined
}

const longestText = 2000

const verb = String.raw`(?<!un)(?:tick|check|mark|select|choose|pick)(?: off| with (?:an? )?\[?x\]?)?(?: please)?`
const oneWord = '(?:(?:at least|exactly|only|just|any) )?(?:one|1|a single)(?:!| only)?'
const boxWord = '(?:box|checkbox|option|type|kind|category|choice|item|answer|level)'
/** A singular: of `boxes` and `type(s)` several may be meant. */
const boxAlone = String.raw`${boxWord}(?![a-z(])`
const fitting = '(?:proper|appropriate|right|correct|relevant|corresponding|applicable|matching|suitable)'
const which = '(?:the|these|those|following|below|above|listed|change)'
/** What follows `one`, so that it is one of the boxes: `Check one of the logs` asks for something else. */
const ofBoxes = String.raw`(?= ?(?:$|[.,:;!?)\]–—-]|(?:or )?more\b|only\b|below\b|that\b|which\b|from\b|with\b|(?:of )?(?:(?:${which}|${fitting}) ){0,4}(?:${boxWord}|checkboxes|(?:following|these|below) ?(?:$|[.,:;)(–—-]|and\b))))`

const put = String.raw`(?:put|place|add|enter|type) (?:an? )?\[?x\]? (?:in|into|inside|next to|beside|by|to)`

const one: readonly RegExp[] = [
  new RegExp(`${verb} ${oneWord}${ofBoxes}`),
  new RegExp(`${verb} (?:the|your|an?) (?:${fitting} )?(?:one (?:that|which|below)\\b|one(?= ?[.,:;)]|$)|(?:(?:change|pr|pull request|contribution|release) )?${boxAlone}(?= ?(?:$|[.,:;!?)\\]–—-]|of|that|which|below|for|from|with|by|only|and)))`),
  new RegExp(`${put} (?:the |your )?(?:${oneWord}(?: of(?: the)?)? )?(?:${fitting} )?(?:${boxAlone}|one (?:that|which)\\b)`),
  new RegExp(`${put} ${oneWord}${ofBoxes}`),
  /\b(?:at least|exactly|only|just) (?:one|1)\b[^.]{0,80}\b(?:(?:check ?)?box(?:es)?|tick(?:ed)?|(?:check|mark|select)ed)\b/,
  /\[x\] (?:(?:in|into|for|next to|beside) )?the one (?:that|which) /,
  /\b(?:mindestens|genau) eine?[sn]?\b[^.]{0,80}ankreuz|ankreuz[^.]{0,80}\b(?:mindestens|genau|nur) eine?[sn]?\b/,
  /\b(?:au moins|exactement) une\b[^.]{0,80}\bcoch|\bcoch[^.]{0,80}\b(?:au moins|exactement|seulement) une\b/,
  /\b(?:al menos|exactamente|pelo menos|exatamente) uma?\b[^.]{0,80}\bmar(?:ca|qu)|\bmar(?:ca|qu)[^.]{0,80}\b(?:al menos|exactamente|solo|sólo|pelo menos|exatamente|apenas) uma?\b/
]

const onlyOne = /\b(?:exactly|only|just|no more than|not more than) (?:one|1|a single)\b|\bsingle (?:box|option|type)|\b(?:one|1|box|option)!? only\b|\b(?:genau|nur) eine?[sn]?\b|\b(?:exactement|seulement) une\b|\b(?:exactamente|solo|sólo) una\b|\b(?:exatamente|apenas) uma\b/
const orMore = /\bat least\b|\bor more\b|\bone more of\b|\bthat apply\b/

const thatApply = /\b(?:that|which|what|as|if|where) (?:may |might |is |are )?(?:apply|applies|applicable|relevant|appropriate|needed|necessary)\b|\b(?:applicable|relevant|appropriate|any|matching|corresponding)(?: of)?(?: the| these)? (?:check ?)?(?:boxes|options|items|types|lines|points)|\btypes?\(s\)/

const all: readonly RegExp[] = [
  new RegExp(`${verb} (?:all|every|each)(?: of)?(?: (?:the|these|following|below)){0,3} (?:check ?)?(?:box|boxes|items?|points?|options?|checklist)\\b`),
  new RegExp(`${put} (?:all|every|each)(?: of)?(?: (?:the|these|following|below)){0,3} (?:check ?)?(?:box|boxes|items?)\\b`),
  /\b(?:all|every|each)(?: of)?(?: (?:the|these|following|below)){0,3} (?:check ?)?(?:box|boxes|items?)\b (?:[a-z]+ ){0,4}(?:tick|check|mark)ed\b/
]

/** Whether a text is about the kind of a change, of which there is always one. */
export function asksForKind(text: string): boolean {
  return /\b(?:types?|kinds?|sorts?|nature|categor(?:y|ies))(?:\(s\))? of (?:the |this |your |these )?(?:change|pr\b|pull request|contribution|commit|release)|\b(?:change|pr|pull request|contribution) (?:types?|kinds?|categor(?:y|ies))\b/.test(text.slice(0, longestText).toLowerCase())
}

/** What a template says of deleting boxes. */
export type Deletion = 'asked for' | 'forbidden'

/** Whether a text has the author delete what does not apply, or nothing; undefined where it says neither. */
export function deletionAskedFor(text: string): Deletion | undefined {
  const lower = text.slice(0, longestText).toLowerCase().replaceAll(/[*_]/g, '')
  if (forbidden.test(lower)) return 'forbidden'
  return deleting.some((wording) => wording.test(lower)) ? 'asked for' : undefined
}

const remove = '(?:delet|remov|eras|strik|cross(?:ing)? out|drop|omit|skip|leav(?:e|ing) out)(?:e|ing|ping|ting)?'
const forbidden = /\b(?:do not|don.?t|never|must not|please not|not) (?:ever )?(?:delete|remove|edit|alter|change|modify) (?:any|the|these|this|a) (?:[a-z]+ ){0,3}(?:box|boxes|checkbox|checkboxes|checklist|check list|template|text|options?|items?|lines?|tasks?|list|section|part)|\bwithout (?:deleting|removing|changing) (?:any|the|these)\b/

const deleting: readonly RegExp[] = [
  new RegExp(`\\b${remove}\\b[^.!?]{0,80}\\b(?:others?|rest|remaining|irrelevant|inapplicable|unneeded|unused|unnecessary|unrelated|accordingly|as (?:needed|appropriate|necessary|required|applicable)|if (?:not|they|it|this|there|n)\\b|unless\\b|(?:not?|n.?t|isn.?t|aren.?t|are no|is no)\\b[^.!?]{0,30}\\b(?:appl[a-z]+|relevant|needed|necessary|used|required|appropriate|pertain))`),
  new RegExp(`\\b${remove} (?:any |the |all |those |these |whatever |what )?(?:[a-z-]+ ){0,2}(?:items?|options?|lines?|boxes|checkboxes|ones|points?|entries)\\b`),
  /\b(?:keep|leave|retain|include) (?:only|just)\b|\bonly (?:keep|leave|retain|include)\b/,
  /\b(?:adapt|adjust|edit|modify|customi[sz]e|extend|tailor|change|update) (?:this|the|these|your) (?:check ?)?(?:list|items|boxes|points|tasks)\b|\b(?:add|edit)(?:,| or|\/| and)(?: \/)? ?(?:remove|delete)\b|\b(?:add|adapt|adjust|edit|modify|replace|customi[sz]e)\b[^.]{0,40}\bas (?:needed|appropriate|necessary|required)\b|\b(?:for example|such as|examples?)\b/
]
