import {foldedText} from './heading-pattern.ts'

/** The words for remarks, folded, in the languages of the templates that we have seen. */
const words = [
  'notes?|comments?|remarks?|observations?|annotations?',
  'anmerkung(?:en)?|bemerkung(?:en)?|hinweise?|kommentare?|notiz(?:en)?',
  'remarques?|commentaires?',
  'notas?|comentarios?|observacion(?:es)?|observac(?:ao|oes)|anotac(?:ao|oes)|osservazion[ei]|comment[io]',
  'примечани[ея]|комментари[йи]|заметки|uwagi|opmerking(?:en)?|anteckning(?:ar)?|kommentar(?:er)?'
].join('|')

/** The same in scripts without spaces between words. */
const wordsInHan = '備考|コメント|補足|メモ|备注|備註|备考|注释|说明事项|비고|메모|참고'

/** Whether the last word of a name is for remarks: `Stoker's notes`. */
export function endsInRemarks(name: string): boolean {
  return atEnd.test(foldedText(name))
}

const atEnd = new RegExp(String.raw`(?:^|[\s/&])(?:${words})$|${wordsInHan}`, 'iu')

/** Whether a name is for remarks and nothing else, so that there may be none: `Remarks`, `Further notes`. */
export function isNameForRemarks(name: string): boolean {
  return whole.test(foldedText(name))
}

const whole = new RegExp(
  String.raw`^(?:(?:additional|any|extra|further|general|other|weitere|sonstige|autres|otras|otros|outras|outros) )?(?:${words})$|^(?:其他|その他|기타)? ?(?:${wordsInHan})$`,
  'iu'
)
