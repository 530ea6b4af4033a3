-- 0077_state: which invoices are invoices, in one place (decision 335); rows whose currency nothing said (decision 336).
-- Every invoice's row, and its state.  void: no invoice any more; draft: none yet; counts: one, paid or not, and lost ones too; unknown: it counts, and is
-- found on Data.  What systems call it in English, German, French, Spanish, Italian, Portuguese and Dutch: small letters without accents; '_', '-' and '.' are
-- blanks.  The list stands within the view, since it is the program's and no data.
CREATE VIEW invoice_state AS
  WITH known (word, state) AS (VALUES
  ('void', 'void'), ('voided', 'void'), ('deleted', 'void'), ('cancelled', 'void'), ('canceled', 'void'), ('annulled', 'void'), ('reversed', 'void'),
  ('rejected', 'void'), ('superseded', 'void'), ('withdrawn', 'void'), ('storniert', 'void'), ('storno', 'void'), ('annulliert', 'void'),
  ('geloscht', 'void'), ('geloescht', 'void'), ('abgelehnt', 'void'), ('ersetzt', 'void'), ('widerrufen', 'void'), ('annulee', 'void'),
  ('annule', 'void'), ('supprimee', 'void'), ('supprime', 'void'), ('rejetee', 'void'), ('rejete', 'void'), ('refusee', 'void'), ('refuse', 'void'),
  ('remplacee', 'void'), ('remplace', 'void'), ('anulada', 'void'), ('anulado', 'void'), ('cancelada', 'void'), ('cancelado', 'void'),
  ('eliminada', 'void'), ('eliminado', 'void'), ('rechazada', 'void'), ('rechazado', 'void'), ('sustituida', 'void'), ('annullata', 'void'),
  ('annullato', 'void'), ('stornata', 'void'), ('stornato', 'void'), ('eliminata', 'void'), ('eliminato', 'void'), ('rifiutata', 'void'),
  ('rifiutato', 'void'), ('sostituita', 'void'), ('rejeitada', 'void'), ('rejeitado', 'void'), ('excluida', 'void'), ('excluido', 'void'),
  ('substituida', 'void'), ('geannuleerd', 'void'), ('verwijderd', 'void'), ('afgewezen', 'void'), ('vervangen', 'void'), ('draft', 'draft'),
  ('proforma', 'draft'), ('pro forma', 'draft'), ('pro forma invoice', 'draft'), ('proforma invoice', 'draft'), ('quote', 'draft'),
  ('quotation', 'draft'), ('estimate', 'draft'), ('offer', 'draft'), ('pending approval', 'draft'), ('awaiting approval', 'draft'),
  ('entwurf', 'draft'), ('proformarechnung', 'draft'), ('proforma rechnung', 'draft'), ('angebot', 'draft'), ('kostenvoranschlag', 'draft'),
  ('vorlaufig', 'draft'), ('vorlaeufig', 'draft'), ('brouillon', 'draft'), ('devis', 'draft'), ('facture proforma', 'draft'),
  ('facture pro forma', 'draft'), ('borrador', 'draft'), ('presupuesto', 'draft'), ('cotizacion', 'draft'), ('factura proforma', 'draft'),
  ('bozza', 'draft'), ('preventivo', 'draft'), ('fattura proforma', 'draft'), ('rascunho', 'draft'), ('orcamento', 'draft'),
  ('fatura proforma', 'draft'), ('fatura pro forma', 'draft'), ('concept', 'draft'), ('offerte', 'draft'), ('paid', 'counts'), ('open', 'counts'),
  ('sent', 'counts'), ('unpaid', 'counts'), ('not paid', 'counts'), ('overdue', 'counts'), ('past due', 'counts'), ('late', 'counts'),
  ('due', 'counts'), ('payment due', 'counts'), ('authorised', 'counts'), ('authorized', 'counts'), ('approved', 'counts'), ('submitted', 'counts'),
  ('posted', 'counts'), ('closed', 'counts'), ('partial', 'counts'), ('partially paid', 'counts'), ('part paid', 'counts'), ('paid in full', 'counts'),
  ('fully paid', 'counts'), ('outstanding', 'counts'), ('issued', 'counts'), ('final', 'counts'), ('finalized', 'counts'), ('finalised', 'counts'),
  ('invoiced', 'counts'), ('billed', 'counts'), ('complete', 'counts'), ('completed', 'counts'), ('viewed', 'counts'), ('delivered', 'counts'),
  ('active', 'counts'), ('pending', 'counts'), ('processing', 'counts'), ('uncollectible', 'counts'), ('written off', 'counts'),
  ('write off', 'counts'), ('bad debt', 'counts'), ('disputed', 'counts'), ('in collection', 'counts'), ('in dispute', 'counts'),
  ('refunded', 'counts'), ('partially refunded', 'counts'), ('credited', 'counts'), ('applied', 'counts'), ('deposited', 'counts'),
  ('succeeded', 'counts'), ('settled', 'counts'), ('unapplied', 'counts'), ('scheduled', 'counts'), ('confirmed', 'counts'), ('failed', 'counts'),
  ('payment failed', 'counts'), ('bezahlt', 'counts'), ('offen', 'counts'), ('uberfallig', 'counts'), ('ueberfaellig', 'counts'), ('fallig', 'counts'),
  ('faellig', 'counts'), ('gestellt', 'counts'), ('versendet', 'counts'), ('versandt', 'counts'), ('gesendet', 'counts'), ('gebucht', 'counts'),
  ('teilbezahlt', 'counts'), ('teilweise bezahlt', 'counts'), ('unbezahlt', 'counts'), ('abgeschrieben', 'counts'), ('uneinbringlich', 'counts'),
  ('ausgebucht', 'counts'), ('gemahnt', 'counts'), ('mahnung', 'counts'), ('beglichen', 'counts'), ('fakturiert', 'counts'),
  ('abgeschlossen', 'counts'), ('freigegeben', 'counts'), ('erledigt', 'counts'), ('payee', 'counts'), ('paye', 'counts'), ('ouverte', 'counts'),
  ('ouvert', 'counts'), ('impayee', 'counts'), ('impaye', 'counts'), ('envoyee', 'counts'), ('envoye', 'counts'), ('emise', 'counts'),
  ('en retard', 'counts'), ('echue', 'counts'), ('en attente', 'counts'), ('partiellement payee', 'counts'), ('reglee', 'counts'), ('regle', 'counts'),
  ('validee', 'counts'), ('facturee', 'counts'), ('irrecouvrable', 'counts'), ('passee en perte', 'counts'), ('soldee', 'counts'),
  ('a payer', 'counts'), ('pagada', 'counts'), ('pagado', 'counts'), ('abierta', 'counts'), ('pendiente', 'counts'), ('vencida', 'counts'),
  ('enviada', 'counts'), ('emitida', 'counts'), ('impagada', 'counts'), ('cobrada', 'counts'), ('parcialmente pagada', 'counts'),
  ('incobrable', 'counts'), ('contabilizada', 'counts'), ('pagata', 'counts'), ('pagato', 'counts'), ('aperta', 'counts'), ('scaduta', 'counts'),
  ('inviata', 'counts'), ('emessa', 'counts'), ('insoluta', 'counts'), ('saldata', 'counts'), ('parzialmente pagata', 'counts'),
  ('inesigibile', 'counts'), ('da pagare', 'counts'), ('da saldare', 'counts'), ('paga', 'counts'), ('pago', 'counts'), ('aberta', 'counts'),
  ('aberto', 'counts'), ('em aberto', 'counts'), ('pendente', 'counts'), ('recebida', 'counts'), ('incobravel', 'counts'),
  ('parcialmente paga', 'counts'), ('atrasada', 'counts'), ('betaald', 'counts'), ('openstaand', 'counts'), ('verzonden', 'counts'),
  ('verstuurd', 'counts'), ('vervallen', 'counts'), ('achterstallig', 'counts'), ('te laat', 'counts'), ('deels betaald', 'counts'),
  ('gedeeltelijk betaald', 'counts'), ('gefactureerd', 'counts'), ('afgeschreven', 'counts'), ('oninbaar', 'counts'), ('onbetaald', 'counts'))
  SELECT i.source_id, i.key_hash, i.row_hash, i.file_id, i.line, i.alias_id, i.superseded_by, i.ext_id, i.number, i.issued, i.due, i.paid, i.amount, i.currency, i.status,
         coalesce(w.state, CASE WHEN trim(coalesce(i.status, '')) = '' THEN 'counts' ELSE 'unknown' END) AS state
  FROM f_invoice AS i LEFT JOIN known AS w
    ON w.word = trim(lower(translate(i.status, 'ÁÀÂÄÃÅÉÈÊËÍÌÎÏÓÒÔÖÕÚÙÛÜÇÑáàâäãåéèêëíìîïóòôöõúùûüçñ_-.',
                                     'aaaaaaeeeeiiiiooooouuuucnaaaaaaeeeeiiiiooooouuuucn   ')));

CREATE VIEW invoice_counted AS       -- the invoices that count
  SELECT source_id, key_hash, row_hash, file_id, line, alias_id, ext_id, number, issued, due, paid, amount, currency, status
  FROM invoice_state WHERE superseded_by IS NULL AND state NOT IN ('void', 'draft');

CREATE TABLE currency_assumed (      -- rows whose currency nothing said: it is the book's, and follows it; outlives `rebuild`
  kind     BIGINT NOT NULL,          -- number of the kind of record
  key_hash BIGINT NOT NULL,
  row_hash BIGINT NOT NULL,
  file_id  BIGINT NOT NULL
);
-- A book made before keeps its currency until somebody sets it; what it stamped its rows with is in their hashes.
INSERT INTO meta (name, value) SELECT 'currency_by', 'before' FROM meta WHERE name = 'currency';
INSERT INTO meta (name, value) SELECT 'currency_hashed', value FROM meta WHERE name = 'currency';
