/**
 * Whether a text says how to use the template: `Copy this template to …`,
 * `This section should not appear in your guide`.
 */
export function asksToCopy(text: string): boolean {
  const opening = text.slice(0, 200).toLowerCase()
  return copying.test(opening) || notForCopies.some((wording) => wording.test(opening))
}

/** Whether a text tells an author to copy the file that it stands in, which a copy has no use for: ``Copy this file to `kilns/<name>.md` and fill it in.`` */
export function asksToCopyFile(text: string): boolean {
  return copyingFile.test(text.slice(0, 200).toLowerCase())
}

const copyingFile =
  /^(?:copy|duplicate|copiez|copia|copie|copiar|kopiere|kopieren sie) (?:this|the|ce|cette|este|esta|diese|dieses|diesen|die) (?:file|template|modèle|fichier|plantilla|archivo|modelo|arquivo|vorlage|datei|template) (?:and (?:fill|rename)|as|in|into|to|dans|vers|sous|a|en|para|nach|als)(?![\p{Alpha}\p{N}])/u

/** Whether a comment says how a new file is made from the template, which is of no use in that file: `Generate a new file using`. */
export function saysHowFilesAreMade(comment: string): boolean {
  const opening = comment.slice(0, 200).trimStart().toLowerCase()
  return copyingFile.test(opening) || makingFile.test(opening)
}

const makingFile =
  /^(?:to )?(?:create|generate|make|start) an? new (?:\p{Alpha}+ )?(?:copy|document|entry|file|guide|page|record|report)s?,? (?:by|copy|from|run|using|with)(?!\p{Alpha})|^(?:neue|eine neue) (?:datei|seite) (?:anlegen|erstellen|erzeugen) (?:mit|aus)(?!\p{Alpha})|^(?:pour )?(?:créer|générer) un nouveau (?:document|fichier) (?:avec|en|à partir)(?!\p{Alpha})|^(?:para )?(?:crear|generar|criar|gerar) un? (?:nuevo|novo) (?:archivo|arquivo|documento|fichero) (?:com|con|usando|a partir)(?!\p{Alpha})|^(?:чтобы )?(?:создайте|создать) новый (?:документ|файл) (?:из|с помощью|командой)(?!\p{Alpha})/u

/** What a document that is copied from a template may be called. */
const aDocument =
  '(?:copy|copies|documents?|form|guides?|handoff|handover|minutes|notes|page|plan|playbook|postmortem|post-mortem|proposal|record|report|runbook|spec|specification|template)'

const notForCopies: readonly RegExp[] = [
  /\bthis (?:section|part|chapter) (?:need not|does not need to|should not|must not|is not to) (?:appear|be (?:included|present|copied|kept)) in\b|不(?:需要|应|必)(?:出现|保留)在/,
  /^(?:please )?(?:remove|delete|drop|omit) this (?:whole |entire )?(?:section|part|chapter|appendix) (?:in|from) (?:your|the|each|every) (?:own |final )?cop(?:y|ies)\b/,
  new RegExp(
    String.raw`^(?:this (?:section|part|chapter|appendix) (?:is not|isn['’]t) |not )(?:a )?part of (?:the|your|this) (?:\w+ )?${aDocument}(?=[.,;:)]|$)`
  )
]

/** Whether a text says that the template is below it: `Copy and paste the below`. */
export function asksToCopyBelow(text: string): boolean {
  return copyingBelow.test(text.slice(0, 200).toLowerCase())
}

const copyingBelow =
  /^(?:please )?(?:copy|copy (?:and|&) paste|copy-paste|copy\/paste|paste) (?:(?:the )?below|everything (?:below|from here|under)|(?:all of )?(?:the )?(?:template|form|headings|markdown|outline|sections|skeleton|structure|text)(?: (?:that is|that's|given))? (?:below|that follows)|the following (?:form|headings|markdown|outline|sections|skeleton|structure|template|text))\b/

const copying =
  /^(?:\p{Alpha}+ ){0,2}(?:copy|duplicate|copier|copiez|dupliquer|copi[ae]r?|copie|duplicar|duplique|kopiere|kopieren sie) (?:this|the|ce|le|este|esta|el|la|o|diese|diesen|die|den) (?:template|file|modèle|gabarit|fichier|plantilla|archivo|modelo|arquivo|vorlage|datei)(?!\p{Alpha})/u
