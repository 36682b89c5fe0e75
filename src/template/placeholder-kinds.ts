import type {Code, Nodes, Paragraph} from 'mdast'
import type {Section} from '../markdown/document.ts'
import {textOf} from '../markdown/text.ts'
import {statementsOf} from '../markdown/says-nothing.ts'
import {isUnknownTag} from '../markdown/html-tag.ts'
import {conventionsOf} from './placeholder-conventions.ts'
import {isDiagram} from './diagrams.ts'
import {foldedText} from './heading-pattern.ts'
import {
  callsItselfSample,
  isImperative,
  isInstruction,
  isOfWriting,
  mayBeIntroduction,
  mayBeStep
} from './instructions.ts'
import {saysRemove} from './removal-wordings.ts'
import {asksToCopyFile, saysHowFilesAreMade} from './copying-wordings.ts'
import type {Candidate} from './placeholder-candidates.ts'
import {type PlaceholderContext, hasOnlyText} from './placeholder-context.ts'
import {type PlaceholderKind, delimitedIn, isMeant, scanCode, scanInline} from './placeholder-scan.ts'
import {
  brokenComment,
  goesOn,
  hasOpenLine,
  isAmongOthers,
  isExplained,
  isOnlyComment,
  isPlaceholderCode,
  isPlaceholderUrl,
  isPlaceholderValue,
  isRemark,
  repeats
} from './placeholder-texts.ts'
import {choiceIn, closedValues} from './choices.ts'
import {asksForNothing} from './nothing-to-write.ts'
import {consistsOfSamples} from './sample-code.ts'

type KindOf = (candidate: Candidate, context: PlaceholderContext) => PlaceholderKind | undefined

/** What a cell or a paragraph is, by the first test that holds; `fixed` means that it is not a placeholder. */
type Tests = ReadonlyArray<
  readonly [PlaceholderKind | 'fixed', (candidate: Candidate, context: PlaceholderContext) => boolean]
>

function firstOf(tests: Tests): KindOf {
  return (candidate, context) => {
    const [kind] = tests.find(([, test]) => test(candidate, context)) ?? []
    return kind === 'fixed' ? undefined : kind
  }
}

const cellTests: Tests = [
  ['sample', ({node}, {samples}) => samples.has(node)],
  ['italic', ({node}, {italic}) => italic.has(node)],
  [
    'capitals',
    ({node, text}, {columns}) =>
      repeats(text, columns.get(node) ?? '') ||
      (isAllOf(node, 'emphasis') && foldedText(text) === foldedText(columns.get(node) ?? ''))
  ],
  [
    'fixed',
    ({node, text}) =>
      text.startsWith('[') ||
      isAllOf(node, 'inlineCode') ||
      ('children' in node && node.children.some(({type}) => type === 'html'))
  ],
  ['choice', ({text}) => choiceIn(text) !== undefined]
]

const paragraphTests: Tests = [
  ['comment', ({text}) => brokenComment.test(text)],
  ['bracket', ({node}, {opening}) => opening.has(node)],
  ['fixed', ({node}, {enclosed}) => enclosed.has(node)],
  [
    'fixed',
    ({node}, {template: {source}}) => scanInline(source, node as Paragraph).some((token) => isMeant(token, source))
  ],
  ['sample', ({node}, {samples}) => samples.has(node)],
  ['capitals', ({text, section}) => isSole(section) && repeats(text, section.name)],
  [
    'choice',
    ({node, text, section}, {items}) =>
      (isSole(section) || items.has(node)) && closedValues(text) !== undefined && hasOnlyText(node)
  ],
  [
    'note',
    ({text, section}) =>
      callsItselfSample(text) ||
      asksToCopyFile(text) ||
      asksForNothing(text) ||
      (goesOn.test(text) && !/[:：]/.test(text)) ||
      (isSole(section) && /^\((?!\p{Lu}{2,}\))[^()]{8,}\)$/u.test(text))
  ],
  ['instruction', ({node}, {prompts, led}) => prompts.has(node) || led.has(node)],
  ['fixed', ({node, text}, {items}) => mayBeStep(text) && (items.has(node) || (hasCode(node) && !isOfWriting(text)))],
  ['fixed', ({node, text}, {steps}) => steps.has(node) && isImperative(text)],
  ['fixed', ({text, section}) => mayBeIntroduction(text) && !isSole(section)],
  ['fixed', ({node}) => namesSection(node)],
  ['instruction', ({text}, {comments}) => isInstruction(text) || comments.has(text)]
]

/** Whether a text is only a link to a heading: `[What is backed up](#what-is-backed-up)`. */
function namesSection(node: Nodes): boolean {
  const [link] = 'children' in node ? node.children : []
  return isAllOf(node, 'link') && link?.type === 'link' && /^#./.test(link.url)
}

function hasCode(node: Nodes): boolean {
  return 'children' in node && node.children.some(({type}) => type === 'inlineCode')
}

/** Whether a section has only one text. */
function isSole(section: Section): boolean {
  return statementsOf(section).length === 1
}

export function isAllOf(node: Nodes, type: Nodes['type']): boolean {
  return 'children' in node && node.children.length === 1 && node.children[0]?.type === type
}

/** Returns, for each type of candidate, its kind of placeholder; undefined if it is not one. */
export const kinds: Readonly<Record<Candidate['type'], KindOf>> = {
  value: ({text, before = ''}) =>
    goesOn.test(text)
      ? 'note'
      : /^[[{<]|[:：][*_\s]/.test(text)
        ? undefined
        : choiceIn(text)
          ? 'choice'
          : repeats(text, before)
            ? 'capitals'
            : undefined,
  token: (candidate, {template, fixed}) =>
    !fixed.has(candidate.node) &&
    candidate.looksLike &&
    isMeant({...candidate, kind: candidate.looksLike}, template.source)
      ? candidate.looksLike
      : undefined,
  emphasis: (_, {template}) => (conventionsOf(template.source).hasItalics ? 'italic' : undefined),
  word: () => undefined,
  'inline code': ({text, start, end}, {template}) =>
    isPlaceholderCode(text) && !isAmongOthers(start, end, template.source) && !isExplained(text, template.source)
      ? 'code'
      : undefined,
  cell: firstOf(cellTests),
  row: () => undefined,
  code: ({node, text}) =>
    consistsOfSamples(node as Code) ||
    (!isDiagram(node as Code) && (scanCode(text).length > 0 || hasOpenLine(text) || isOnlyComment(text)))
      ? 'code'
      : undefined,
  'sentence in code': () => 'bracket',
  url: ({text, node}) => (isPlaceholderUrl(text, textOf(node)) ? 'link' : undefined),
  paragraph: firstOf(paragraphTests),
  heading: () => undefined,
  'alt text': ({text}) => (delimitedIn(text).length > 0 ? 'bracket' : undefined),
  comment: ({text}) =>
    saysRemove(text) || saysHowFilesAreMade(text) ? 'comment' : isRemark(text) ? 'remark' : undefined,
  tag: ({text, looksLike}) => looksLike ?? (isUnknownTag(text) ? 'angle' : undefined),
  'front matter': ({text, before = ''}) =>
    isPlaceholderValue(text) || repeats(text.replaceAll(/^["']|["']$/g, ''), before) ? 'front matter' : undefined
}
