/** What an indicator counts and of what, so that one word means one thing on every page. */
export interface Indicator {
  readonly name: string;
  /** What is counted or added. */
  readonly counts: string;
  /** What it is a part of; empty where it is no share. */
  readonly of: string;
  /** Why we may count it so: the law, or a method with its author. */
  readonly basis: string;
  /** What a reader must not conclude from it. */
  readonly limit: string;
}

const decree = 'Decreet 20 mei 2022';

/** Every indicator of the pages, in the order in which a reader meets them. */
export const indicators: readonly Indicator[] = [
  {
    name: 'Rechthebbenden',
    counts: 'Personen met een dossier dat recht geeft, in de versie die op de dag van het cijfer bekend is',
    of: '',
    basis: `${decree}, art. 3 tot 5`,
    limit: 'Een latere mutatie van de werkgever of een bezwaar kan het recht nog wijzigen: zie Revisies.',
  },
  {
    name: 'Aangeschreven',
    counts: 'Rechthebbenden naar wie een brief vertrok, via e-Box of op papier',
    of: 'Rechthebbenden',
    basis: `${decree}, art. 8`,
    limit: 'Vertrokken is niet hetzelfde als gelezen.',
  },
  {
    name: 'Rekening gekend',
    counts: 'Rechthebbenden met een geldige rekening in Mijn Burgerprofiel aan het einde van de dag',
    of: 'Rechthebbenden',
    basis: `${decree}, art. 9`,
    limit: 'Wie al een rekening had voor de brief, telt mee; die groep staat ook apart.',
  },
  {
    name: 'Take-up in personen',
    counts: 'Rechthebbenden aan wie meer is uitbetaald dan teruggevorderd',
    of: 'Rechthebbenden; ook aangeschreven, bereikbaar en betaalbaar, elk met zijn eigen teller',
    basis: `${decree}, art. 9`,
    limit:
      'Zolang de uiterste dag niet voorbij is, kan het cijfer nog stijgen: een open jaar staat gearceerd.',
  },
  {
    name: 'Take-up in euro',
    counts: 'Uitbetaalde euro, verminderd met wat terugkwam',
    of: 'Euro waarop recht bestaat',
    basis: `${decree}, art. 5 en 9`,
    limit: 'Ligt hoger dan de take-up in personen waar kleine bedragen vaker blijven liggen.',
  },
  {
    name: 'Conversie',
    counts: 'Wie na de brief een rekening registreerde',
    of: 'Rechthebbenden die voor de brief nog geen gekende rekening hadden',
    basis: 'Teller en noemer zonder wie niets meer hoefde te doen',
    limit: 'Zegt wat er gebeurde na een brief, niet door een brief.',
  },
  {
    name: 'Wacht op een rekening',
    counts:
      'Euro waarop recht bestaat van wie nog geen gekende rekening heeft, verminderd met wat al betaald is',
    of: '',
    basis: `${decree}, art. 8`,
    limit: 'Vervalt na de uiterste dag, drie jaar na het refertejaar.',
  },
  {
    name: 'Tijd tot registratie',
    counts:
      'Cumulatieve incidentie vanaf de derde werkdag na de eerste brief; overlijden en intrekking zijn concurrerende uitkomsten',
    of: 'Aangeschreven rechthebbenden zonder gekende rekening op de dag van hun brief, ook wie intussen zijn recht verloor',
    basis: 'Aalen en Johansen (1978); grenzen op de log(−log)-schaal',
    limit: 'De staart rust op weinig mensen; de tabel eronder zegt op hoeveel.',
  },
  {
    name: 'Raming',
    counts:
      'Rekeningen die tot de uiterste dag nog verwacht worden, uit het tempo van eerdere campagnes op dezelfde leeftijd',
    of: 'Rechthebbenden',
    basis: 'Hazardmodel, chain ladder als tegenproef, conforme intervallen uit eerdere ramingen',
    limit:
      'Veronderstelt dat de campagne verder verloopt als de vorige; de pagina zegt hoe vaak het interval klopte.',
  },
  {
    name: 'Effect van een brief',
    counts:
      'Verschil in registratie tussen wie wel en niet aangeschreven is, toegewezen door het lot of gespreid in de tijd',
    of: 'Mensen in de golf en hun vergelijkingsgroep',
    basis: 'Newcombe (1998); een plan met een dag voor de golf, en of het controlespoor die dag bewijst',
    limit: 'Zonder vergelijkingsgroep staat er ‘niet te schatten’, en dat is een resultaat.',
  },
  {
    name: 'Aandeel zonder rekening',
    counts: 'Rechthebbenden van een groep zonder gekende rekening',
    of: 'Rechthebbenden van die groep',
    basis: 'Interval volgens Wilson (1927)',
    limit: 'Het interval is het bereik van de onderliggende neiging; de telling zelf is volledig.',
  },
  {
    name: 'Deel van allen zonder rekening',
    counts: 'Rechthebbenden van een groep zonder gekende rekening',
    of: 'Alle rechthebbenden zonder gekende rekening',
    basis: 'Staat altijd naast het aandeel binnen de groep',
    limit: 'Een grote groep heeft een groot deel, ook als ze zelden achterblijft.',
  },
  {
    name: 'Verschil bij al het andere gelijk',
    counts: 'Gemiddeld marginaal effect van een logistische regressie op alle toegelaten kenmerken samen',
    of: 'Rechthebbenden; tegenover de grootste groep van het kenmerk',
    basis: 'McCullagh en Nelder (1989)',
    limit: 'Samenhang, geen oorzaak.',
  },
  {
    name: 'Bij gelijke leeftijd en geslacht',
    counts: 'Aandeel zonder rekening dat een groep zou hebben met de samenstelling van iedereen',
    of: 'Rechthebbenden; een leeftijd bij gelijk geslacht, een geslacht bij gelijke leeftijd',
    basis: 'Directe standaardisatie; grenzen volgens Wilson (1927)',
    limit: 'Een leeg stratum telt met het aandeel van de groep op die leeftijd; de opmerking zegt hoe vaak.',
  },
  {
    name: 'Standvastig',
    counts: 'Of een verschil in dit refertejaar en in het vorige buiten zijn marge ligt, aan dezelfde kant',
    of: 'Verschillen tussen groepen, op elke pagina die ervan spreekt',
    basis: 'Marge van 95%',
    limit: 'Wat alleen uit dit refertejaar blijkt, is voorlopig.',
  },
  {
    name: 'Tegenover verwacht',
    counts:
      'Mensen zonder rekening in een gemeente, gedeeld door hoeveel er zouden zijn met het aandeel van iedereen per leeftijd en geslacht',
    of: 'Gemeenten van woonplaats op 1 januari',
    basis: 'Indirecte standaardisatie; grenzen volgens Wilson (1927), getemperd volgens Marshall (1991)',
    limit: 'Afgerond op honderdsten; 1,00 is zoals verwacht.',
  },
  {
    name: 'Boven de trechter',
    counts: 'Gemeenten met een aandeel zonder rekening boven de buitenste grens van toeval voor hun grootte',
    of: 'Gemeenten van woonplaats op 1 januari',
    basis: 'Spiegelhalter (2005)',
    limit: 'Geen rangschikking: kleine gemeenten schommelen door toeval.',
  },
  {
    name: 'Verwacht na een brief',
    counts:
      'Euro van wie wacht, maal de kans dat wie een herinnering krijgt binnen het venster registreert; per brief gedeeld door wie wacht',
    of: 'Mensen in de laatste gelote golf van dit of het vorige refertejaar geven de kans',
    basis: 'Loting met wachtgroep; kleine groepen leunen op iedereen volgens Martuzzi en Elliott (1996)',
    limit:
      'Telt ook wie zonder brief zou registreren; wat door de brief komt, staat apart en kan nul zijn. Een volgorde, geen belofte. Zonder gelote golf staat er ‘niet te schatten’.',
  },
  {
    name: 'Landing',
    counts: 'Wat op 31 december betaald zal zijn: gerealiseerd in het grootboek en geraamd',
    of: 'Het krediet van het begrotingsjaar',
    basis: 'Vlaamse Codex Overheidsfinanciën',
    limit: 'Begrotingsjaar en refertejaar zijn verschillende jaren en staan nooit door elkaar.',
  },
  {
    name: 'Overlopende rekening',
    counts: 'Euro van voorbije refertejaren die na 31 december nog betaald zullen worden',
    of: '',
    basis: 'Vlaamse Codex Overheidsfinanciën',
    limit: 'De fout van elke eerdere boeking blijft zichtbaar.',
  },
  {
    name: 'Marginale druk',
    counts: 'Wat van tien euro meer loon per maand verloren gaat aan jobbonus, over het jaar',
    of: 'Tien euro meer per maand, twaalf maanden',
    basis: `${decree}, art. 5`,
    limit:
      'Alleen het deel van de jobbonus; belasting en bijdragen tellen hier niet mee. Sprongen staan apart.',
  },
];
