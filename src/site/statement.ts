import {longDay} from '../format.js';
import type {Make} from './dom.js';
import type {Page} from './page.js';

/** Where the statement stands in every site. */
export const statementAddress = 'toegankelijkheid.html';

/** The day on which somebody last looked whether every sentence below is still true. */
const lookedAtOn = '2026-11-23';

/** What the statement shares with a page; it has no figure, and stands in the footer instead of in the menu. */
export const statementPage = {
  title: 'Is deze site toegankelijk?',
  menu: 'Toegankelijkheid',
  lead: 'De toegankelijkheidsverklaring die artikel II.16 van het Bestuursdecreet van 7 december 2018 vraagt: wat is nagekeken, wat niet, en hoe u een probleem meldt.',
  filters: [],
} as const satisfies Pick<Page, 'title' | 'menu' | 'lead' | 'filters'>;

interface Part {
  readonly title: string;
  readonly sentences: readonly string[];
  readonly items?: readonly string[];
}

const parts: readonly Part[] = [
  {
    title: 'Hoe ver de site staat',
    sentences: [
      'De site is gemaakt volgens de richtlijnen WCAG 2.2, niveau AA. Die omvatten wat de Europese norm EN 301 549 van een website vraagt. Ze voldoet er voor zover bekend grotendeels aan; een onafhankelijke doorlichting is er niet geweest, daarom noemen we haar niet volledig conform.',
    ],
  },
  {
    title: 'Wat is nagekeken',
    sentences: ['Bij elke wijziging van de site wordt dit automatisch nagegaan, in een echte browser:'],
    items: [
      'Elke pagina met de regels van axe-core, en het kleurcontrast in lichte en in donkere weergave.',
      'De keuzes van een pagina met het toetsenbord alleen, en de sprong naar de inhoud.',
      'Elke pagina op een telefoon van 360 pixels breed en op A4-papier: niets valt buiten beeld.',
      'Elke grafiek: een zin die zegt wat ze toont, een tabel met dezelfde cijfers en een bestand om te downloaden.',
      'Elke pagina zonder script: de cijfers en tabellen staan er, de grafieken en de keuzes niet.',
    ],
  },
  {
    title: 'Wat niet is nagekeken, en wat niet kan',
    sentences: [],
    items: [
      'De site is niet beproefd door mensen die een schermlezer, spraakbediening of een vergrootglas gebruiken.',
      'Een punt van een grafiek kan niet apart worden voorgelezen; de tabel eronder zegt hetzelfde.',
      'Brede tabellen schuiven op een smal scherm opzij; de naam van de rij blijft staan.',
      'De teksten zijn niet door lezers beproefd op klare taal.',
    ],
  },
  {
    title: 'Een probleem melden',
    sentences: [
      'Kunt u iets niet lezen of bedienen, of hebt u de cijfers in een andere vorm nodig? Meld het aan het Departement Werk en Sociale Economie, langs de contactpagina van het departement op vlaanderen.be. Zeg op welke pagina het was, wat u wilde doen en waarmee u werkt.',
      'Komt er geen antwoord dat u verder helpt, dan kunt u terecht bij de Vlaamse Ombudsdienst.',
    ],
  },
];

/** The statement itself, in words only: the law asks for it, and nothing in it is computed. */
export function statement(make: Make): HTMLElement {
  return make(
    'div',
    {id: 'content', class: 'statement'},
    ...parts.map(({title, sentences, items}) =>
      make(
        'section',
        {class: 'figure'},
        make('h2', {}, title),
        ...sentences.map((sentence) => make('p', {}, sentence)),
        items && make('ul', {}, ...items.map((item) => make('li', {}, item))),
      ),
    ),
    make('p', {class: 'stamp'}, `Deze verklaring is laatst nagekeken op ${longDay(lookedAtOn)}.`),
  );
}
