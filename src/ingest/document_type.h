/* document_type.h - what a list of invoices calls its rows that are none, in seven languages.
 *
 * Rule       a credit note, and what takes an invoice back, is below zero whichever way its amount is written; an offer, a pro-forma, an
 *            order or a payment is no invoice and is left out.  Anything else is an invoice.  "Credit" alone is neither: it is how one pays.
 * Used by    the shapes "Invoice list" as rules of a mapping (`credit A | B = words`, `say word = no`), and by the proposal, which knows the
 *            column of types by its values.
 */
#ifndef TL_INGEST_DOCUMENT_TYPE_H
#define TL_INGEST_DOCUMENT_TYPE_H

#include "ingest/evidence.h"

#define DOCUMENT_CREDITS                                                                                                                  \
    "Credit Note, Credit Memo, Creditnote, Credit Invoice, Refund, Reversal, Cancellation Invoice, CN, CM, Gutschrift, Storno, "          \
    "Stornorechnung, Stornierung, Rechnungskorrektur, Korrekturrechnung, Rechnungsgutschrift, Avoir, Facture d'avoir, Note de crédit, "   \
    "Note de credit, Nota de crédito, Nota de credito, Abono, Factura rectificativa, Nota di credito, Nota di accredito, Fatura de crédito, " \
    "Creditnota, Creditfactuur"
#define NO(word) word " = no, "
#define DOCUMENT_OTHERS                                                                                                                   \
    NO("Pro-forma") NO("Pro forma") NO("Proforma") NO("Pro-forma invoice") NO("Pro forma invoice") NO("Proforma invoice")                 \
    NO("Quote") NO("Quotation") NO("Offer") NO("Estimate") NO("Sales Order") NO("Order confirmation") NO("Delivery note") NO("Payment")   \
    NO("Angebot") NO("Kostenvoranschlag") NO("Auftrag") NO("Auftragsbestätigung") NO("Lieferschein") NO("Proformarechnung")               \
    NO("Proforma-Rechnung") NO("Pro-forma-Rechnung") NO("Zahlung") NO("Mahnung") NO("Devis") NO("Facture pro forma")                      \
    NO("Facture proforma") NO("Bon de commande") NO("Bon de livraison") NO("Paiement") NO("Presupuesto") NO("Cotización")                 \
    NO("Factura proforma") NO("Pago") NO("Preventivo") NO("Fattura proforma") NO("Pagamento") NO("Orçamento") NO("Cotação")               \
    NO("Fatura proforma") NO("Fatura pró-forma") NO("Offerte") NO("Proformafactuur") NO("Pro-formafactuur") NO("Orderbevestiging")        \
    "Betaling = no"
#define DOCUMENT_COLUMNS        "Type | Document Type | Doc Type | Invoice Type | Transaction Type"
#define DOCUMENT_COLUMNS_GERMAN "Belegart | Belegtyp | Dokumentart | Dokumenttyp | Rechnungsart | Vorgangsart | Art | Typ"

typedef struct DocumentTypes {
    int64_t credits, others;      /* distinct values of a column that are such words */
} DocumentTypes;

DocumentTypes document_types(const ValueLook *v);

#endif
