import {datasetWords} from './dataset-words.js';

// What the page says, in each of its languages. Before : ; ! ? and inside « » French has a narrow no-break space.
export const words = {
  fr: {
    ...datasetWords.fr,
    tagline: 'Ce que le nettoyage a gardé des ventes, et pourquoi le reste est parti.',
    madeUp: 'Ventes inventées : rien ici ne concerne un bien réel.',
    allVersions: '← Toutes les versions',
    letThrough: 'Pour la laisser passer :',
    rejected: 'Échantillons de lignes écartées',
    rejectedBy: 'Règle',
    rejectedReason: (reason, samples, lines) => `${reason} ; ${samples} ligne(s) montrée(s) sur ${lines}.`,
    noRejected: 'Aucune ligne n’est gardée en quarantaine.',
    unknown: 'Cette version n’existe pas, ou plus.',
    noIdentification: 'Toute réidentification des personnes est interdite ; ces ventes ne doivent pas être indexées par les moteurs de recherche.',
  },
  en: {
    ...datasetWords.en,
    tagline: 'What cleaning kept of the sales, and why the others went.',
    madeUp: 'Made-up sales: nothing here describes a real property.',
    allVersions: '← All versions',
    letThrough: 'To let it through:',
    rejected: 'Samples of rejected lines',
    rejectedBy: 'Rule',
    rejectedReason: (reason, samples, lines) => `${reason}; ${samples} of ${lines} lines are shown.`,
    noRejected: 'No lines are kept in quarantine.',
    unknown: 'There is no such version, or no longer.',
    noIdentification: 'Re-identifying anybody is forbidden, and these sales must not be indexed by search engines.',
  },
};
