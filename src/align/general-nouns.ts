/** Whether a folded word says what kind of text something is, not its subject: `analysis`, `overview`; names that share only that are not alike. */
export function isGeneralNoun(word: string): boolean {
  return generalNouns.has(word)
}

const generalNouns: ReadonlySet<string> = new Set(
  [
    'analysis analyses commands details guide information instructions list notes outline overview plan procedure procedures process processes report result results review section sections status steps strategy summary',
    'analyse beschreibung details einzelheiten ergebnis ergebnisse hinweise informationen liste notizen prozess uberblick ubersicht zusammenfassung',
    'description details informations plan procedure processus remarques resultats resume synthese',
    'analisis descripcion detalles informacion lista notas plan proceso procesos resultado resultados resumen seccion',
    'analise descricao detalhes informacoes processo processos resumo secao',
    'analisi descrizione dettagli elenco informazioni note piano processo risultati riepilogo sintesi sezione',
    'анализ детали заметки информация обзор описание план процесс раздел результаты резюме список'
  ].flatMap((words) => words.split(' '))
)
