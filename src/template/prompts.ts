import {foldWhitespace} from '../markdown/text.ts'

/**
 * Whether a text may be a prompt, because it is not a statement: a note on what belongs there
 * (`Background and details about the feature`), or the start of a question (`What worked, and what was noisy`). A
 * single one may be meant to stay. It is a prompt if most sections of the template have only such a text, or an
 * instruction.
 */
export function mayBePrompt(text: string): boolean {
  const folded = foldWhitespace(text).toLowerCase()
  if (folded.length > longestPrompt || /[:：]$|:\/\//.test(folded) || folded.split(' ', 3).length < 3) return false
  return question.test(folded) || writing.test(folded) || isFragment(folded)
}

const longestPrompt = 600

const question =
  /^[\s*_([<]*(?:what|which|who|whose|how|why|was|welche[rsnm]?|wie|warum|wer|qu'est-ce|ce qui|quoi|comment|pourquoi|qué|quién(?:es)?|cómo|por qué|o que|quem|como|por que|cosa|come|perché|qual[ei]?|lo que|что|как|почему|какие|какой|кто|за что)(?![\p{Alpha}\p{N}-])(?!\p{Alpha}*[^.,:;?!]{0,60},? (?:please|bitte)\b)/u

/** What an author is asked to do, and perhaps readers of the finished document as well. */
const writing =
  /^[\s*_([<]*(?:list|include|identify|preserve|capture|record|note|state|name|mention|credit|cover|highlight|add|define|specify|provide|document|enumerate|reference|answer|compare)(?! (?:access|of)\b)(?![\p{Alpha}\p{N}:-])/u

/** Where the main clause of a sentence ends, as far as words and punctuation show it. */
const clause =
  /(?<![\p{Alpha}\p{N}])(?:what|how|that|which|who|whose|whom|where|why|when|whether|if|you|we|i|they|to|so|because|as|in order)(?![\p{Alpha}\p{N}])|[;:]|\s[—–-]{1,2}\s|[.!?](?:\s|$)/u

const article = /(?<![\p{Alpha}\p{N}])(?:the|a|an|of|and|or|for|about|on|with|any|from|to)(?![\p{Alpha}\p{N}])/u

/** The words that a statement, or a request to readers, opens with. */
const opensSentence = new RegExp(
  `^[\\s*_([<]*(?:${[
    'this|that|these|those|there|it|he|she|we|you|they|i|our|your|please|everyone|everybody|nobody|someone|all|each|every|no|none|not|nothing|never|always|n/a|if|when|while|since|because|after|before|for (?:more|details|help|questions)|in case',
    "run|see|contact|check|verify|ensure|confirm|make|open|click|use|install|follow|read|ask|report|send|call|restart|stop|start|create|delete|remove|update|upgrade|deploy|roll|set|get|go|keep|do|don't|apply|wait|monitor|review|test|build|log|sign|visit|join|reach|refer|submit|file|clone|download|copy|execute|escalate|notify|page|disable|enable|scale|restore|drain|turn|switch|try|let|take|move|put|give|inform|stay|save|press|select|choose|pick|look|find|watch|avoid|treat|prefer|return|change|replace|rename|configure|generate|import|export|merge|push|pull|tag|release|publish|announce|tell|talk|discuss|share|work|plan|schedule|assign|track|close|resolve|fix|handle|raise|rotate|revoke|isolate|block|reset|recover|repeat|retry|clear|clean|compare|connect|load|mount|attach|enter|type|fill|edit|write|save|view|navigate|browse|scroll|toggle|drag|drop|kill|terminate|trigger|invoke|pass|validate|approve|reject"
  ].join('|')})(?![\\p{Alpha}\\p{N}])|^[\\s*_([<]*\\p{Alpha}+(?:ed|ing)(?![\\p{Alpha}\\p{N}])`,
  'u'
)

const finite =
  /(?<![\p{Alpha}\p{N}])(?:is|are|was|were|be|been|will|would|can|cannot|could|may|might|must|should|shall|has|have|had|does|did|isn't|aren't|won't|can't|contains?|applies|apply|runs?|requires?|provides?|supports?|needs?|returns?|shows?|describes?|covers?|allows?|makes?|takes?|gives?|depends?|includes?|lives?|stands?|belongs?|happens?|expects?|means?|follows?|comes?|goes|keeps?|holds?|owns?|manages?|handles?|sends?|reads?|writes?|stores?|uses?|works?|starts?|ends?|helps?|consists?|exists?|remains?|stays?|go|get|gets|become|becomes|let|lets|want|wants|know|knows)(?![\p{Alpha}\p{N}])/u

/** Whether a text in English has no verb that would make it a statement. */
function isFragment(text: string): boolean {
  if (opensSentence.test(text) || !/^[\s*_([<]*[a-z]/.test(text)) return false
  const main = text.slice(0, clause.exec(text)?.index ?? text.length)
  return article.test(text) && !finite.test(main) && main.trim().split(' ').length > 1
}
