// Who is here, and what the pages Sign-in, SQL and Admin say: their texts in both languages, types, and calls.
import { apiPost } from './api';
import { texts } from './texts';
import type { Page, Text } from './types';

export type Right = 'read' | 'ask' | 'decide' | 'intake' | 'admin' | 'settle';
export interface Rule { what: string; value: string }
export interface Me { signed_in: boolean; name: Text; role: Text; how: 'local' | 'session' | 'token' | 'none'; may: Right[]; rules: Rule[]; sees?: string[]; users: boolean; writable: boolean; provider: Text; end_at?: Text }
export interface User { id: number; name: string; role: string; rules: Rule[]; password: boolean; tokens: number; email: string; linked: boolean }
export interface SignInProvider { set_up: boolean; ready: boolean; fails: Text; name: Text; issuer: Text; client: Text; secret: boolean; back: Text; role: Text; domains: string[] }
export interface UserList { users: User[] }
export interface Token { id: number; user: string; name: string; scopes: string; made: string; expires: string; expired: boolean }
export interface TokenList { tokens: Token[] }
export interface TrailRow { id: number; at: string; who: string; how: string; address: string; route: string; what: string; status: number }
export interface Trail extends Page { rows: TrailRow[] }
export interface Job { id: number; kind: string; who: Text; state: string; started: string; ended: Text; detail: Text }
export interface Jobs { running: boolean; progress: number | null; history: Page & { jobs: Job[] } }
export interface Hook { id: number; name: string; system: string; help: string; path: string; url: Text }
export interface Notice { id: number; why: string; task: number | null; job: number | null; way: string; address: string; state: string; tries: number; queued_at: string; sent_at: Text; next_at: Text; failed: Text }
export interface Intake { open: boolean; accepted: number; waiting: number; kept: number; unchanged: number; aside: number; held: number; last: Text; disk_full: boolean; failed: Text }
export interface SqlTables { tables: { name: string; columns: { name: string; type: string }[] }[] }
export interface SqlAnswer { columns: { name: string; type: string }[]; rows: (string | number | boolean | null)[][]; more: boolean }

export const ROLES = ['viewer', 'analyst', 'unit', 'manager', 'admin'] as const;
export const SCOPES = ['read', 'decide', 'intake', 'admin'] as const;
/** Here first; then, where a provider vouched for the session, there: or the next click on its button would open the book again. */
export async function signOut(): Promise<void> {
  const { end_at } = await apiPost<Me>('/session/end', {});
  if (end_at && /^https?:\/\//.test(end_at)) location.assign(end_at);
}

const en = {
  signOut: 'Sign out',
  signIn: {
    title: 'Sign in', sub: 'This book is for people who have been given a name and a password for it.', name: 'Name', password: 'Password', go: 'Sign in', busy: 'Signing in…',
    wrong: 'That did not work', subWith: 'This book is for people who have been given access to it.', with: (name: string): string => `Sign in with ${name}`, or: 'or with a name and a password',
    why: {
      off: 'Sign-in at a provider is not set up here.', setup: 'Sign-in at the provider is not set up right. Whoever looks after this server can see why under Admin.',
      down: 'The provider does not answer as it should. Try again in a moment, or sign in with a password.', busy: 'Too many people sign in at once. Try again in a moment.',
      state: 'This sign-in was not begun in this browser, was used already, or took more than ten minutes. Begin again.', denied: 'The provider did not let you through, or you said no there.',
      token: 'What the provider said could not be trusted. If it happens again, tell whoever looks after this server.', email: 'The provider has not verified your e-mail address, so nobody knows who you are here.',
      unknown: 'Nobody with your e-mail address may use this book. Ask an admin for access.', taken: 'Your e-mail address belongs to somebody who signs in with another account there. Ask an admin to part the two.',
      locked: 'Too many attempts failed. Try again in a quarter of an hour.', read_only: 'The book is open for reading only, and you have not signed in here before: nobody new can be let in now.', failed: 'Something failed here. Try again in a moment.',
    } as Record<string, string>,
  },
  setUp: {
    title: 'Make the first account', sub: 'Nobody may use this book yet. This account may do everything, and lets others in; the link that brought you here works once.',
    without: 'Nobody may use this book yet. Open the link that the server printed when it was started; it makes the first account, once and within an hour.',
    again: 'Password, once more', differ: 'The two passwords differ.', go: 'Make the account', busy: 'Making it…',
  },
  sql: {
    nav: 'SQL', title: 'Ask the book in SQL', sub: 'One question at a time. Nothing can be changed here; at most 10,000 rows and 10 seconds. Ctrl+Enter runs it.',
    label: 'Question in SQL', run: 'Run', running: 'Running…', rows: (n: string, more: boolean): string => (more ? `The first ${n} rows; there are more` : n === '1' ? '1 row' : `${n} rows`),
    none: 'No rows', tables: 'Tables and columns', caption: 'Answer', start: 'SELECT segment, count(*) AS accounts\nFROM d_account\nGROUP BY segment\nORDER BY accounts DESC', columns: (n: number): string => `${n} columns`,
    all: 'rows at most', shown: (n: string): string => `The page shows the first ${n}; the files hold them all.`,
  },
  admin: {
    nav: 'Admin', title: 'Who may use this book, and what they did', own: 'Your account and your tokens', views: 'Parts of this page',
    view: { users: 'Users', tokens: 'Tokens', log: 'Log', settings: 'Assumptions', health: 'Health', password: 'Password', provider: 'Sign-in', work: 'Work' } as Record<string, string>,
    open: 'Nobody is a user yet: whoever sits at this machine may do everything. The first user is an admin, and from then on everybody signs in.',
    readOnly: 'The book is open for reading only here: nothing can be changed.',
    name: 'Name', role: 'Role', sees: 'Sees', all: 'everything', tokens: 'Tokens', password: 'Password', rules: 'Rules, one a line', rulesHelp: 'unit Logistics for a unit owner; account NAME, family NAME, segment X, region X or country X for an account manager',
    roles: { viewer: 'Viewer', analyst: 'Analyst', unit: 'Unit owner', manager: 'Account manager', admin: 'Admin' } as Record<string, string>,
    add: 'Add a user', addGo: 'Add', change: 'Change', save: 'Save', remove: 'Remove', removeAsk: (name: string): string => `Remove ${name}? Its tokens end with it.`, cancel: 'Cancel', newPassword: 'New password', noPassword: 'none',
    email: 'E-mail', emailHelp: 'which the provider must have verified at the first sign-in; empty: the name is the address', linked: 'account at the provider', part: 'Part from that account',
    provider: {
      none: 'People sign in with passwords. To let them sign in with the account of your company, write the file sign_in beside the book: doc/formats/sign-in.md says how.', ready: 'Set up, and the provider answers.', not: 'Set up, and it does not work',
      name: 'Button', issuer: 'Provider', client: 'Client', secret: 'Secret', back: 'Way back, to register there', made: 'Accounts for whoever is new', nobody: 'none: admins add users', madeAs: (role: string, domains: string): string => `${role}, with an address at ${domains}`, without: 'none: a public client', again: 'Look again',
    },
    set: 'set', oldPassword: 'Current password', changed: 'Your password is changed; your other sessions have ended.',
    token: 'Add a token', tokenFor: 'What it is for', scopes: 'May', scope: { read: 'read', decide: 'decide', intake: 'send records in', admin: 'administer' } as Record<string, string>, days: 'Days until it ends', shown: 'This is the token. It is shown once: copy it now.',
    ends: 'Ends', ended: 'ended', revoke: 'End it', owner: 'User', noTokens: 'No tokens', noUsers: 'No users', forWhom: 'For',
    log: 'When', who: 'Who', how: 'How', from: 'From', did: 'Operation', which: 'Which', code: 'Code', noLog: 'Nothing yet', logFilter: 'Only this user',
    setting: 'Assumption', value: 'Value', unit: 'Unit', meaning: 'Meaning', history: 'Changes', took: 'Change', on: 'Switch off', off: 'Switch on', takeBack: 'Take back', takenBack: 'taken back', undo: 'taken back: change', noHistory: 'No assumption was changed on this page yet',
    recompute: 'Figures change when they are worked out again.', recomputeGo: 'Work them out now', recomputing: 'Working…',
    health: { book: 'Book', engine: 'Engine', version: 'Version', asOf: 'As of', ready: 'Book can be read', yes: 'yes', no: 'no', recompute: 'Figures being worked out', done: 'Worked out since the server began', failed: 'Last failure', nothing: 'none' },
    work: {
      now: 'Now', running: 'The figures are being worked out', idle: 'Nothing is being worked out.', start: 'Work the figures out now', cancel: 'Give it up', cancelling: 'being given up; the book stays as it was', progress: (part: string): string => `about ${part}, going by the last time`,
      schedule: 'By itself', night: (hour: number): string => `Every night at ${hour}:00 UTC all figures are worked out.`, noNight: 'No nightly run is set.', week: (day: string): string => `Behind the run of ${day} the report is written.`, noWeek: 'No weekly report is set.', change: 'Change the hour and the day',
      days: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
      intake: 'What comes in', closed: 'Nothing comes in here.', full: 'The disk is full: nothing is taken in until there is room.', broke: 'The last batch did not enter, and waits:', last: 'Last', never: 'nothing yet', heldWhy: 'Files that no shape and no mapping knows lie in the folder held beside the book, until they are imported with a mapping.',
      counts: { waiting: 'Records that wait', accepted: 'Records acknowledged', kept: 'Records that entered', unchanged: 'Changed nothing', aside: 'Set aside', held: 'Files held' },
      report: 'Download', reportOf: (day: string): string => `Download the report of ${day}`,
      hooks: 'Endpoints for other systems', noHooks: 'No system sends anything here yet: throughline hooks BOOK add NAME SYSTEM.', hook: 'Endpoint', system: 'System', address: 'Address', signed: 'Signed',
      notices: 'Who was told', noNotices: 'Nobody was told of anything yet. Where notices go to is said in the file outgoing beside the book.', noticed: 'Of', to: 'To', queued: 'Since', sentState: { sent: 'sent', waits: 'waits', 'given up': 'given up' } as Record<string, string>, tried: (n: string): string => `${n} tries`,
      whys: { made: 'New task', escalated: 'Task passed on', report: 'Weekly report' } as Record<string, string>, ways: { 'e-mail': 'by mail', webhook: 'to the webhook' } as Record<string, string>,
      history: 'How it went', none: 'Nothing was worked out yet.', what: 'What', who: 'Who', began: 'Began', ended: 'Ended', state: 'State', result: 'Result', bySchedule: 'by itself',
      kinds: { nightly: 'Nightly run', weekly: 'Weekly report', recompute: 'All figures' } as Record<string, string>, states: { running: 'runs', done: 'done', failed: 'failed', cancelled: 'given up', lost: 'lost: the server ended' } as Record<string, string>,
    },
    failed: 'That did not work',
  },
};
export type PeopleTexts = typeof en;

const de: PeopleTexts = {
  signOut: 'Abmelden',
  signIn: {
    title: 'Anmelden', sub: 'Dieses Buch ist für Menschen, die einen Namen und ein Passwort dafür bekommen haben.', name: 'Name', password: 'Passwort', go: 'Anmelden', busy: 'Anmeldung läuft …', wrong: 'Das hat nicht geklappt',
    subWith: 'Dieses Buch ist für Menschen, die Zugang dazu bekommen haben.', with: (name: string): string => `Mit ${name} anmelden`, or: 'oder mit Namen und Passwort',
    why: {
      off: 'Die Anmeldung bei einem Anbieter ist hier nicht eingerichtet.', setup: 'Die Anmeldung beim Anbieter ist nicht richtig eingerichtet. Wer diesen Server betreut, sieht unter Verwaltung, warum.',
      down: 'Der Anbieter antwortet nicht, wie er soll. Versuchen Sie es gleich noch einmal, oder melden Sie sich mit einem Passwort an.', busy: 'Zu viele melden sich zugleich an. Versuchen Sie es gleich noch einmal.',
      state: 'Diese Anmeldung wurde nicht in diesem Browser begonnen, schon benutzt, oder sie hat länger als zehn Minuten gedauert. Beginnen Sie von vorn.', denied: 'Der Anbieter hat Sie nicht durchgelassen, oder Sie haben dort abgelehnt.',
      token: 'Was der Anbieter gesagt hat, ist nicht vertrauenswürdig. Kommt das wieder vor, sagen Sie es denen, die diesen Server betreuen.', email: 'Der Anbieter hat Ihre E-Mail-Adresse nicht bestätigt; wer Sie hier sind, weiß darum niemand.',
      unknown: 'Niemand mit Ihrer E-Mail-Adresse darf dieses Buch nutzen. Bitten Sie einen Verwalter um Zugang.', taken: 'Ihre E-Mail-Adresse gehört jemandem, der sich dort mit einem anderen Konto anmeldet. Bitten Sie einen Verwalter, die beiden zu trennen.',
      locked: 'Zu viele Versuche sind gescheitert. Versuchen Sie es in einer Viertelstunde noch einmal.', read_only: 'Das Buch ist nur zum Lesen offen, und Sie waren hier noch nie angemeldet: Neue können jetzt nicht eingelassen werden.', failed: 'Hier ist etwas schiefgegangen. Versuchen Sie es gleich noch einmal.',
    },
  },
  setUp: {
    title: 'Das erste Konto anlegen', sub: 'Noch darf niemand dieses Buch nutzen. Dieses Konto darf alles und lässt andere ein; der Link, der Sie hergeführt hat, wirkt einmal.',
    without: 'Noch darf niemand dieses Buch nutzen. Öffnen Sie den Link, den der Server beim Start ausgegeben hat; er legt das erste Konto an, einmal und binnen einer Stunde.',
    again: 'Passwort, noch einmal', differ: 'Die beiden Passwörter sind verschieden.', go: 'Konto anlegen', busy: 'Wird angelegt …',
  },
  sql: {
    nav: 'SQL', title: 'Das Buch in SQL fragen', sub: 'Eine Frage auf einmal. Hier lässt sich nichts ändern; höchstens 10 000 Zeilen und 10 Sekunden. Strg+Eingabe stellt sie.',
    label: 'Frage in SQL', run: 'Ausführen', running: 'Läuft …', rows: (n: string, more: boolean): string => (more ? `Die ersten ${n} Zeilen; es gibt mehr` : n === '1' ? '1 Zeile' : `${n} Zeilen`),
    none: 'Keine Zeilen', tables: 'Tabellen und Spalten', caption: 'Antwort', start: en.sql.start, columns: (n: number): string => `${n} Spalten`, all: 'Zeilen höchstens', shown: (n: string): string => `Die Seite zeigt die ersten ${n}; die Dateien enthalten alle.`,
  },
  admin: {
    nav: 'Verwaltung', title: 'Wer dieses Buch nutzen darf, und was getan wurde', own: 'Ihr Zugang und Ihre Schlüssel', views: 'Teile dieser Seite',
    view: { users: 'Personen', tokens: 'Schlüssel', log: 'Protokoll', settings: 'Annahmen', health: 'Zustand', password: 'Passwort', provider: 'Anmeldung', work: 'Arbeit' },
    open: 'Noch ist niemand eingetragen: Wer an dieser Maschine sitzt, darf alles. Die erste Person ist Verwalter, und von da an melden sich alle an.',
    readOnly: 'Das Buch ist hier nur zum Lesen offen: Nichts lässt sich ändern.',
    name: 'Name', role: 'Rolle', sees: 'Sieht', all: 'alles', tokens: 'Schlüssel', password: 'Passwort', rules: 'Regeln, je Zeile eine', rulesHelp: 'unit Logistik für Bereichsverantwortliche; account NAME, family NAME, segment X, region X oder country X für Kundenbetreuer',
    roles: { viewer: 'Leser', analyst: 'Analyst', unit: 'Bereichsverantwortlich', manager: 'Kundenbetreuer', admin: 'Verwalter' },
    add: 'Person eintragen', addGo: 'Eintragen', change: 'Ändern', save: 'Speichern', remove: 'Entfernen', removeAsk: (name: string): string => `${name} entfernen? Die Schlüssel enden mit.`, cancel: 'Abbrechen', newPassword: 'Neues Passwort', noPassword: 'keines',
    email: 'E-Mail', emailHelp: 'die der Anbieter bei der ersten Anmeldung bestätigt haben muss; leer: der Name ist die Adresse', linked: 'Konto beim Anbieter', part: 'Von diesem Konto trennen',
    provider: {
      none: 'Angemeldet wird mit Passwörtern. Damit sich alle mit dem Konto Ihrer Firma anmelden können, schreiben Sie die Datei sign_in neben das Buch: doc/formats/sign-in.md sagt, wie.', ready: 'Eingerichtet, und der Anbieter antwortet.', not: 'Eingerichtet, und es geht nicht',
      name: 'Knopf', issuer: 'Anbieter', client: 'Client', secret: 'Geheimnis', back: 'Rückweg, dort einzutragen', made: 'Zugang für neue Personen', nobody: 'keiner: Verwalter tragen sie ein', madeAs: (role: string, domains: string): string => `${role}, mit einer Adresse bei ${domains}`, without: 'keines: öffentlicher Client', again: 'Noch einmal nachsehen',
    },
    set: 'gesetzt', oldPassword: 'Jetziges Passwort', changed: 'Ihr Passwort ist geändert; Ihre anderen Sitzungen sind beendet.',
    token: 'Schlüssel anlegen', tokenFor: 'Wofür', scopes: 'Darf', scope: { read: 'lesen', decide: 'entscheiden', intake: 'Daten einliefern', admin: 'verwalten' }, days: 'Tage bis zum Ende', shown: 'Das ist der Schlüssel. Er wird nur einmal gezeigt: Kopieren Sie ihn jetzt.',
    ends: 'Endet', ended: 'abgelaufen', revoke: 'Beenden', owner: 'Person', noTokens: 'Keine Schlüssel', noUsers: 'Niemand', forWhom: 'Für',
    log: 'Wann', who: 'Wer', how: 'Wie', from: 'Von', did: 'Vorgang', which: 'Was', code: 'Code', noLog: 'Noch nichts', logFilter: 'Nur diese Person',
    setting: 'Annahme', value: 'Wert', unit: 'Einheit', meaning: 'Bedeutung', history: 'Änderungen', took: 'Änderung', on: 'Ausschalten', off: 'Einschalten', takeBack: 'Zurücknehmen', takenBack: 'zurückgenommen', undo: 'zurückgenommen: Änderung', noHistory: 'Auf dieser Seite wurde noch keine Annahme geändert',
    recompute: 'Zahlen ändern sich, sobald neu gerechnet wird.', recomputeGo: 'Jetzt rechnen', recomputing: 'Rechnet …',
    health: { book: 'Buch', engine: 'Datenbank', version: 'Version', asOf: 'Stand', ready: 'Buch lesbar', yes: 'ja', no: 'nein', recompute: 'Zahlen werden gerechnet', done: 'Gerechnet seit dem Start', failed: 'Letzter Fehler', nothing: 'keiner' },
    work: {
      now: 'Jetzt', running: 'Die Zahlen werden gerechnet', idle: 'Gerade wird nichts gerechnet.', start: 'Jetzt alles rechnen', cancel: 'Abbrechen', cancelling: 'wird abgebrochen; das Buch bleibt, wie es war', progress: (part: string): string => `etwa ${part}, nach dem letzten Mal geschätzt`,
      schedule: 'Von selbst', night: (hour: number): string => `Jede Nacht um ${hour}:00 UTC werden alle Zahlen gerechnet.`, noNight: 'Kein nächtlicher Lauf ist eingestellt.', week: (day: string): string => `Nach dem Lauf am ${day} wird der Bericht geschrieben.`, noWeek: 'Kein Wochenbericht ist eingestellt.', change: 'Stunde und Tag ändern',
      days: ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag', 'Sonntag'],
      intake: 'Was eingeht', closed: 'Hier geht nichts ein.', full: 'Die Platte ist voll: Bis Platz ist, wird nichts angenommen.', broke: 'Das Letzte kam nicht ins Buch und wartet:', last: 'Zuletzt', never: 'noch nichts', heldWhy: 'Dateien, die keine Form und keine Zuordnung kennt, liegen im Ordner held neben dem Buch, bis sie mit einer Zuordnung eingelesen werden.',
      counts: { waiting: 'Wartende Datensätze', accepted: 'Bestätigte Datensätze', kept: 'Ins Buch gekommen', unchanged: 'Änderten nichts', aside: 'Beiseitegelegt', held: 'Zurückgehaltene Dateien' },
      report: 'Herunterladen', reportOf: (day: string): string => `Bericht vom ${day} herunterladen`,
      hooks: 'Endpunkte für andere Systeme', noHooks: 'Noch schickt kein System etwas hierher: throughline hooks BUCH add NAME SYSTEM.', hook: 'Endpunkt', system: 'System', address: 'Adresse', signed: 'Unterschrift',
      notices: 'Wer benachrichtigt wurde', noNotices: 'Noch wurde niemand benachrichtigt. Wohin Nachrichten gehen, steht in der Datei outgoing neben dem Buch.', noticed: 'Worüber', to: 'An', queued: 'Seit', sentState: { sent: 'verschickt', waits: 'wartet', 'given up': 'aufgegeben' }, tried: (n: string): string => `${n} Versuche`,
      whys: { made: 'Neue Aufgabe', escalated: 'Weitergereichte Aufgabe', report: 'Wochenbericht' }, ways: { 'e-mail': 'per E-Mail', webhook: 'an den Webhook' },
      history: 'Wie es lief', none: 'Noch wurde nichts gerechnet.', what: 'Was', who: 'Wer', began: 'Beginn', ended: 'Ende', state: 'Stand', result: 'Ergebnis', bySchedule: 'von selbst',
      kinds: { nightly: 'Nächtlicher Lauf', weekly: 'Wochenbericht', recompute: 'Alle Zahlen' }, states: { running: 'läuft', done: 'fertig', failed: 'gescheitert', cancelled: 'abgebrochen', lost: 'verloren: der Server endete' },
    },
    failed: 'Das hat nicht geklappt',
  },
};
export const peopleCatalogues: Record<string, PeopleTexts> = { en, de };
export const peopleTexts: PeopleTexts = peopleCatalogues[texts.lang] ?? en;
