/* The words themselves (ingest/words.h).  Folded, without accents: that is how keys are. */
#include "ingest/words.h"

#include "base/attr.h"

#define ANY KIND_COUNT

// clang-format off
const WordRow word_rows[] = {
    /* who it is about */
    { ANY, "account_id", 0.2,
      "en account id|customer id|customer number|customer no|customer nr|client id|client number|company id|organization id|organisation id|account number|account no|account nr|org id|tenant id|workspace id|cust id|cust no|debtor no|jbcxm account|jbcxm account c|~account|~customer;"
      "de kundennr|kundennummer|kunden nr|kunden nummer|kunden id|kundenid|kd nr|kdnr|kundenkonto|debitor|debitornr|debitorennummer|debitorennr|mandant;"
      "fr id client|numero client|no client|n client|code client|identifiant client|compte client;"
      "es id cliente|numero cliente|num cliente|codigo cliente|cod cliente;it codice cliente|cod cliente|numero cliente;"
      "pt codigo cliente|numero cliente|id cliente;nl klantnummer|klantnr|klant id|debiteurnummer|relatienummer" },
    { ANY, "account_name", 0.2,
      "en account name|customer name|company name|company|client name|organization|organisation|organization name|customer|client|account|sold to|bill to|business name;"
      "de kunde|kundenname|firma|firmenname|unternehmen|firmierung|debitorname|auftraggeber|organisation;"
      "fr client|nom client|societe|entreprise|raison sociale|nom societe;es cliente|nombre cliente|empresa|razon social|compania;"
      "it cliente|nome cliente|azienda|ragione sociale|societa;pt cliente|nome cliente|empresa|razao social;nl klant|klantnaam|bedrijf|bedrijfsnaam|organisatie" },
    { ANY, "person_id", 0.1,
      "en user id|contact id|person id|requester id|customer user id|member id|respondent id|anonymous id;de nutzer id|benutzer id|kontakt id|ansprechpartner id|personennummer;"
      "fr id utilisateur|id contact;es id usuario|id contacto;it id utente|id contatto;pt id usuario|id contato;nl gebruikers id|contact id" },
    { ANY, "email", 0.1,
      "en email|e mail|email address|mail|contact email|contact mail|requester email|customer email|user email|recipient email|reporter mail;"
      "de e mail adresse|email adresse|mailadresse|mail kunde|ansprechpartner mail|ansprechpartner email|kontakt mail|kontakt email;fr courriel|adresse mail|adresse email|adresse e mail;"
      "es correo|correo electronico|direccion correo;it posta elettronica|indirizzo email;pt correio eletronico|endereco email;nl e mailadres|emailadres" },
    { ANY, "domain", 0.1, "en domain|company domain|email domain|web domain;de domane;fr domaine;es dominio;it dominio;pt dominio;nl domein" },
    { ANY, "party_country", 0, "en customer country|~country;de ~land;fr ~pays;es ~pais;it ~paese;pt ~pais;nl ~land" },
    { ANY, "party_city", 0, "en customer city|~city;de ~ort|~stadt;fr ~ville;es ~ciudad;it ~citta;pt ~cidade;nl ~stad" },

    { KIND_ACCOUNT, "key", 1, "en account id|customer id|customer number|customer no|cust id|cust no|client id|company id|~id|~number|~record id;de kundennr|kundennummer|kunden nr|kunden id|kd nr|kdnr|debitorennummer|debitornr|~nr|~nummer;"
      "fr id client|numero client|code client;es id cliente|codigo cliente|numero cliente;it codice cliente;pt codigo cliente;nl klantnummer|klantnr" },
    { KIND_ACCOUNT, "name", 1, "en account name|customer name|company name|company|organization name|organisation name|customer|client|client name|~name;de firma|firmenname|kundenname|kunde|unternehmen|~name;fr raison sociale|societe|nom client|client|entreprise|~nom;"
      "es razon social|empresa|nombre cliente|cliente|~nombre;it ragione sociale|azienda|cliente|~nome;pt razao social|empresa|cliente|~nome;nl bedrijfsnaam|bedrijf|klantnaam|klant|~naam" },
    { KIND_ACCOUNT, "parent_id", 1, "en parent id|parent account id|parent company id|parent customer id|parent account;de muttergesellschaft|konzern id|ubergeordneter kunde|muttergesellschaft id;fr societe mere;es empresa matriz;it capogruppo;pt empresa mae;nl moederbedrijf" },
    { KIND_ACCOUNT, "segment", 1, "en segment|customer segment|tier|customer tier|plan tier|plan|customer class|size class;de kundensegment|kundengruppe|kundenklasse|abc klasse;fr segment client|categorie client;es segmento;it segmento;pt segmento;nl segment klant|klantsegment" },
    { KIND_ACCOUNT, "region", 1, "en region|sales region|territory|sales territory;de vertriebsregion|vertriebsgebiet|gebiet;fr secteur commercial;es zona|region ventas;it regione|area;pt regiao;nl regio" },
    { KIND_ACCOUNT, "country", 0.5, "en country|billing country|country code;de land|landerkurzel|landescode;fr pays;es pais;it paese|nazione;pt pais;nl land" },
    { KIND_ACCOUNT, "city", 0.7, "en city|town|billing city;de ort|stadt|wohnort;fr ville;es ciudad|poblacion;it citta|comune;pt cidade;nl stad|plaats|woonplaats" },
    { KIND_ACCOUNT, "postcode", 1, "en zip|zip code|postal code|postcode|billing postal code;de plz|postleitzahl;fr code postal;es codigo postal|cp;it cap;pt cep|codigo postal;nl postcode nl" },
    { KIND_ACCOUNT, "industry", 1.5, "en industry|sector|vertical|branch;de branche|industrie|wirtschaftszweig;fr secteur|secteur activite|industrie;es sector|industria;it settore;pt setor|industria;nl sector|branche" },
    { KIND_ACCOUNT, "website", 1.5, "en website|web site|url|homepage|web address|web;de webseite|internetadresse|internet;fr site web|site internet;es sitio web|pagina web;it sito web|sito;pt site;nl website nl" },
    { KIND_ACCOUNT, "phone", 0.7, "en phone|telephone|phone number|tel;de telefon|telefonnummer;fr telephone;es telefono;it telefono;pt telefone;nl telefoon|telefoonnummer" },
    { KIND_ACCOUNT, "street", 1, "en street|street address|billing street|address line;de strasse|strasse hausnummer|anschrift;fr rue|adresse;es calle|direccion;it indirizzo|via;pt rua|morada|endereco;nl straat|straatnaam" },
    { KIND_ACCOUNT, "tax_id", 1.5, "en tax id|vat id|vat number|tax number|vat registration number;de ust id|ust idnr|umsatzsteuer id|steuernummer;fr numero tva|tva intracommunautaire|siret|siren;es nif|cif;it partita iva|codice fiscale;pt nif empresa|contribuinte;nl btw nummer" },
    { KIND_ACCOUNT, "employees", 1.5, "en employees|number employees|employee count|headcount|seats|company size;de mitarbeiter|mitarbeiterzahl|anzahl mitarbeiter|beschaftigte;fr effectif|nombre employes|salaries;es empleados|numero empleados;it dipendenti|numero dipendenti;pt funcionarios;nl medewerkers|aantal medewerkers" },
    { KIND_ACCOUNT, "customer_since", 1.5, "en customer since|client since|signup date|sign up date|signed up|onboarding date|first purchase date|join date;de kunde seit|kunde ab|erstkontakt;fr client depuis;es cliente desde;it cliente dal;pt cliente desde;nl klant sinds" },
    { KIND_ACCOUNT, "churned", 0.5, "en churned|churn|lost|lost customer|cancelled customer;de gekundigt|verlorener kunde|abgewandert;fr perdu|resilie;es perdido|baja;it perso;pt perdido;nl verloren klant|opgezegd" },

    { KIND_CONTACT, "key", 1, "en contact id|person id|user id|contact number|~id;de kontakt id|kontaktnr|kontaktnummer|ansprechpartner id|personennummer|~nr;fr id contact;es id contacto;it id contatto;pt id contato;nl contact id" },
    { KIND_CONTACT, "first_name", 2, "en first name|given name|forename;de vorname;fr prenom;es nombre pila;it nome battesimo;pt primeiro nome;nl voornaam" },
    { KIND_CONTACT, "last_name", 2, "en last name|surname|family name|full name|contact name|contact|person|~name;de nachname|familienname|ansprechpartner|kontaktperson|~name;fr nom famille|nom contact|~nom;es apellido|apellidos|contacto;it cognome|contatto;pt sobrenome|apelido|contato;nl achternaam|contactpersoon" },
    { KIND_CONTACT, "title", 1.5, "en title|job title|position|function;de position|funktion|stellung;fr fonction|poste;es cargo|puesto;it qualifica|posizione;pt cargo;nl functie" },
    { KIND_CONTACT, "phone", 0.7, "en mobile|mobile phone|cell phone|direct phone|phone|telephone|phone number|tel;de mobil|mobiltelefon|handy|durchwahl|telefon|telefonnummer;fr portable|telephone;es movil|telefono;it cellulare|telefono;pt telemovel|celular|telefone;nl mobiel|telefoon|telefoonnummer" },
    { KIND_CONTACT, "role", 1, "en role|contact role|buying role|persona;de rolle;fr role contact;es rol;it ruolo;pt papel;nl rol" },

    { KIND_IDENTITY, "key", 0.5, "en user id|identity id|anonymous id|~id;de nutzer id|benutzer id" },
    { KIND_IDENTITY, "seen_at", 1, "en first seen|seen at|last seen|identified at|first login;de zuerst gesehen|erste anmeldung" },

    { KIND_OPPORTUNITY, "key", 2, "en opportunity id|deal id|opportunity number|renewal id|~id;de chancen id|opportunity nr|verkaufschance nr|deal nr|angebotsnr|angebotsnummer|~nr;fr id opportunite;es id oportunidad;it id opportunita;pt id oportunidade;nl opportunity nummer" },
    { KIND_OPPORTUNITY, "name", 1, "en opportunity name|deal name|opportunity|deal|~name|~title;de verkaufschance|opportunity name|bezeichnung;fr nom opportunite|affaire;es oportunidad;it opportunita;pt oportunidade;nl verkoopkans" },
    { KIND_OPPORTUNITY, "type", 0.5, "en opportunity type|deal type|~type;de art geschafts|~art|~typ;fr type affaire;es tipo oportunidad;it tipo opportunita;pt tipo oportunidade;nl soort" },
    { KIND_OPPORTUNITY, "stage", 2, "en stage|deal stage|sales stage|stage name|outcome;de phase|vertriebsphase|verkaufsphase;fr etape|phase vente;es etapa|fase;it fase;pt fase|etapa;nl fase" },
    { KIND_OPPORTUNITY, "amount", 0.8, "en amount|deal value|arr|acv|annual value|contract value|deal amount|~value;de betrag|auftragswert|vertragswert|jahreswert|volumen|~wert;fr montant|valeur contrat;es importe|valor contrato;it importo|valore contratto;pt valor|valor contrato;nl bedrag|contractwaarde" },
    { KIND_OPPORTUNITY, "currency", 0.1, "en currency|currency code|ccy|currency iso code;de wahrung|wahrungscode|wkz;fr devise|monnaie;es moneda|divisa;it valuta;pt moeda;nl valuta" },
    { KIND_OPPORTUNITY, "close_date", 2, "en close date|closed date|closing date|decision date|closed on|renewal date;de abschlussdatum|entscheidungsdatum|abschluss|verlangerungsdatum;fr date cloture|date signature;es fecha cierre;it data chiusura;pt data fechamento;nl sluitingsdatum" },
    { KIND_OPPORTUNITY, "is_closed", 1, "en closed;de abgeschlossen;fr cloture;es cerrada;it chiusa;pt fechada;nl gesloten" },
    { KIND_OPPORTUNITY, "is_won", 1.5, "en won|closed won;de gewonnen;fr gagnee|gagne;es ganada|ganado;it vinta;pt ganha;nl gewonnen" },
    { KIND_OPPORTUNITY, "contract_end", 1, "en contract end|contract end date|term end|expiry date;de vertragsende|laufzeit bis|ablaufdatum;fr fin contrat;es fin contrato;it fine contratto;pt fim contrato;nl einde contract" },
    { KIND_OPPORTUNITY, "loss_reason", 2, "en loss reason|lost reason|reason lost|closed lost reason;de verlustgrund|absagegrund|grund verlust;fr motif perte|raison perte;es motivo perdida;it motivo perdita;pt motivo perda;nl reden verlies" },
    { KIND_OPPORTUNITY, "lead_source", 1, "en lead source|deal source;de leadquelle|lead quelle|herkunft lead|quelle;fr origine piste|source prospect;es origen cliente potencial;it origine lead;pt origem lead;nl leadbron" },
    { KIND_OPPORTUNITY, "referrer", 1, "en referred by|referrer|referring account|referring customer|recommended by;de empfohlen von|empfehler|empfehlung durch;fr recommande par|parrain;es recomendado por|referido por;it segnalato;pt indicado por;nl aanbevolen door" },

    { KIND_SUBSCRIPTION, "key", 2, "en subscription id|contract id|contract number|contract no|contract|contract ref|subscription number|~id;de vertragsnr|vertragsnummer|abo nr|abonummer|abo id|vertrags id|~nr;fr numero contrat|id abonnement|contrat;es numero contrato|id suscripcion|contrato;it numero contratto|contratto;pt numero contrato|contrato;nl contractnummer|abonnementsnummer" },
    { KIND_SUBSCRIPTION, "start_date", 1.5, "en start date|starting date|contract start|subscription start|start|begin date|valid from|start on|started at|activation date|~current period start;de vertragsbeginn|beginn|startdatum|laufzeit von|gultig ab|gultig von|vertragsstart;fr date debut|debut contrat|debut;es fecha inicio|inicio contrato|inicio;it data inizio|inizio contratto|inizio;pt data inicio|inicio;nl startdatum|begindatum|ingangsdatum" },
    { KIND_SUBSCRIPTION, "end_date", 1, "en end date|end|end on|contract end|subscription end|valid to|valid until|expires|ended at|cancelled at;de vertragsende|enddatum|laufzeit bis|gultig bis|ende;fr date fin|fin contrat|fin;es fecha fin|fin contrato;it data fine|fine contratto|fine;pt data fim|fim;nl einddatum|einde contract" },
    { KIND_SUBSCRIPTION, "plan", 1, "en plan|plan name|plan id|plan code|product|plan tier|tariff|package|edition|product name;de tarif|produkt|paket|vertragsart;fr offre|forfait|produit;es tarifa|producto;it piano|prodotto|tariffa;pt plano|produto;nl pakket|product nl|abonnement" },
    { KIND_SUBSCRIPTION, "seats", 1, "en seats|licenses|licences|number seats|quantity|users;de lizenzen|anzahl lizenzen|platze|nutzer;fr licences|nombre licences|sieges;es licencias|puestos;it licenze;pt licencas;nl licenties" },
    { KIND_SUBSCRIPTION, "mrr", 2, "en acv|arr|annual contract value|annual recurring revenue|annual value|annual amount|mrr|mrr amount|monthly recurring revenue|monthly fee|monthly amount|monthly value|monthly price;de monatsbetrag|monatlicher betrag|monatspreis|monatsgebuhr|monatliche gebuhr|jahresbetrag|jahreswert;fr montant mensuel|abonnement mensuel|montant annuel;es cuota mensual|importe mensual;it canone mensile|importo mensile;pt valor mensal|mensalidade;nl maandbedrag" },
    { KIND_SUBSCRIPTION, "currency", 0.1, "en currency|currency code|ccy|currency iso code;de wahrung|wahrungscode|wkz;fr devise|monnaie;es moneda|divisa;it valuta;pt moeda;nl valuta" },
    { KIND_SUBSCRIPTION, "is_trial", 1, "en trial|test;de testphase|probe|testvertrag;fr essai;es prueba;it prova;pt teste;nl proef" },
    { KIND_SUBSCRIPTION, "churned", 0.5, "en churned|churn|cancelled|canceled;de gekundigt|abgewandert;fr resilie;es cancelado;it disdetto;pt cancelado;nl opgezegd" },

    { KIND_SUBSCRIPTION, "status", 0.3, "en status|subscription status|contract status|state;de vertragsstatus|abo status|zustand;fr statut|etat;es estado;it stato;pt situacao|estado;nl status nl" },
    { KIND_SUBSCRIPTION, "canceled_at", 1, "en canceled at|cancelled at|cancellation requested|cancel requested at|canceled on;de gekundigt am|kundigung eingegangen;fr date demande resiliation;es cancelado el;it disdetto il;pt cancelado em;nl opgezegd op" },
    { KIND_SUBSCRIPTION, "cancel_at_period_end", 1.5, "en cancel at period end|ends at period end;de kundigung zum laufzeitende" },
    { KIND_SUBSCRIPTION, "period_end", 1, "en current period end|period end|paid until|paid through|next billing date|next invoice date|current term end;de bezahlt bis|abrechnungszeitraum bis|nachste rechnung;fr fin periode|prochaine facture;es fin periodo|proxima factura;it fine periodo;pt fim periodo;nl einde periode" },
    { KIND_SUBSCRIPTION, "billing_interval", 1.5, "en billing interval|billing period|billing cycle|billing frequency|interval;de abrechnungsintervall|abrechnungszeitraum|zahlweise;fr periodicite|frequence facturation;es periodicidad|ciclo facturacion;it periodicita;pt periodicidade;nl facturatieperiode" },

    { KIND_CHURN, "key", 1, "en churn event id|churn id|cancellation id|~id;de kundigungs id|kundigungsnr|~nr" },
    { KIND_CHURN, "churn_date", 3, "en churn date|cancellation date|cancelled on|lost date|lost on|termination date|churned at;de kundigungsdatum|gekundigt am|kundigung zum|abgangsdatum|verlustdatum;fr date resiliation;es fecha baja|fecha cancelacion;it data disdetta;pt data cancelamento;nl opzegdatum" },
    { KIND_CHURN, "reason", 1.5, "en reason|churn reason|reason code|cancellation reason|loss reason;de grund|kundigungsgrund|ursache;fr motif|raison|motif resiliation;es motivo|motivo baja;it motivo;pt motivo;nl reden|opzegreden" },
    { KIND_CHURN, "refund", 1.5, "en refund|refund amount|refunded|credit;de erstattung|ruckerstattung|gutschrift;fr remboursement;es reembolso;it rimborso;pt reembolso;nl terugbetaling" },
    { KIND_CHURN, "currency", 0.1, "en currency|currency code|ccy;de wahrung|wkz;fr devise;es moneda;it valuta;pt moeda;nl valuta" },
    { KIND_CHURN, "text", 1, "en feedback|feedback text|comment|comments|exit feedback|remark;de kommentar|bemerkung|anmerkung;fr commentaire|remarque;es comentario;it commento;pt comentario;nl opmerking|toelichting" },

    { KIND_INVOICE, "key", 2, "en invoice id|invoice number|invoice no|invoice nr|invoice|document number|document no|~id|~number;de rechnungsnr|rechnungsnummer|rechnung nr|rechnung|re nr|belegnr|belegnummer|~nr|~nummer;fr numero facture|no facture|n facture|facture;es numero factura|factura|num factura;it numero fattura|fattura;pt numero fatura|fatura|nota fiscal;nl factuurnummer|factuurnr|factuur" },
    { KIND_INVOICE, "number", 2, "en invoice number|invoice no|invoice nr|document number;de rechnungsnr|rechnungsnummer|rechnung nr|belegnr|belegnummer;fr numero facture|no facture;es numero factura|num factura;it numero fattura;pt numero fatura;nl factuurnummer|factuurnr" },
    { KIND_INVOICE, "issued", 1.5, "en invoice date|issue date|issued|issued on|date issued|billing date|document date|invoiced on|posting date|~date|~created;de rechnungsdatum|belegdatum|ausgestellt am|ausstellungsdatum|buchungsdatum|fakturadatum|~datum;fr date facture|date facturation|date emission|~date;es fecha factura|fecha emision|~fecha;it data fattura|data emissione|~data;pt data fatura|data emissao|~data;nl factuurdatum|~datum" },
    { KIND_INVOICE, "due", 2, "en due|due date|payment due|due on|pay by;de fallig|fallig am|falligkeit|falligkeitsdatum|zahlungsziel|zahlbar bis;fr echeance|date echeance;es vencimiento|fecha vencimiento;it scadenza|data scadenza;pt vencimento|data vencimento;nl vervaldatum" },
    { KIND_INVOICE, "paid", 1.5, "en paid|paid on|paid date|payment date|date paid|paid at|settled on;de bezahlt|bezahlt am|zahlungsdatum|zahlungseingang|beglichen am;fr date paiement|paye;es fecha pago|pagado;it data pagamento|pagato;pt data pagamento|pago;nl betaaldatum|betaald op" },
    { KIND_INVOICE, "amount", 1, "en amount|total|invoice amount|amount due|invoice total|net amount|gross amount|gross|grand total|total amount;de betrag|rechnungsbetrag|gesamtbetrag|summe|nettobetrag|bruttobetrag|brutto|endbetrag;fr montant|montant total|montant ht|montant ttc|total;es importe|importe total|total;it importo|importo totale|totale;pt valor|valor total|total;nl bedrag|totaalbedrag|factuurbedrag" },
    { KIND_INVOICE, "currency", 0.1, "en currency|transaction currency|invoice currency|currency code|ccy|currency iso code;de wahrung|wahrungscode|wkz|whrg;fr devise|monnaie;es moneda|divisa;it valuta;pt moeda;nl valuta" },
    { KIND_INVOICE, "status", 0.3, "en status|invoice status|payment status|state;de rechnungsstatus|zahlungsstatus|zustand;fr statut|etat;es estado;it stato;pt situacao|estado;nl status nl|betaalstatus" },

    { KIND_DELIVERY, "key", 1.5, "en delivery id|shipment id|delivery number|delivery no|shipment number|order number|order no|order id|~id;de lieferschein|lieferscheinnr|lieferscheinnummer|liefernr|liefernummer|lieferungsnr|auftragsnr|auftragsnummer|bestellnr|~nr;fr numero livraison|bon livraison|numero commande;es numero entrega|albaran|numero pedido;it numero consegna|ddt|numero ordine;pt numero entrega|numero pedido;nl leveringsnummer|pakbonnummer|ordernummer" },
    { KIND_DELIVERY, "order_no", 1.5, "en order number|order no|order id|order|sales order|po number;de auftragsnr|auftragsnummer|auftrag|bestellnr|bestellnummer|bestellung;fr numero commande|commande;es numero pedido|pedido;it numero ordine|ordine;pt numero pedido|pedido;nl ordernummer|bestelnummer|order" },
    { KIND_DELIVERY, "promised", 3, "en promised|promised date|promised on|promise date|requested delivery date|planned delivery|planned delivery date|expected delivery|due delivery|eta|confirmed date|delivery due|promised delivery|promised delivery date|agreed delivery date|agreed date|committed date;de zugesagt|zugesagt am|zugesagter termin|liefertermin|wunschtermin|solltermin|lieferdatum soll|soll lieferdatum|bestatigter termin|zugesagter liefertermin|soll termin|liefertermin soll|soll liefertermin|vereinbarter termin|vereinbarter liefertermin;fr date promise|date livraison prevue|livraison prevue;es fecha prometida|fecha prevista|entrega prevista;it data promessa|data prevista|consegna prevista;pt data prometida|data prevista|entrega prevista;nl beloofde datum|toegezegd|geplande levering" },
    { KIND_DELIVERY, "dispatched", 2, "en dispatched|dispatch date|shipped|ship date|shipped on|shipped at|date shipped|left warehouse;de versandt|versandt am|versanddatum|versendet am|warenausgang|abgangsdatum;fr date expedition|expedie;es fecha envio|enviado;it data spedizione|spedito;pt data envio|enviado;nl verzonden|verzenddatum" },
    { KIND_DELIVERY, "delivered", 2.5, "en delivered|delivered on|delivered at|delivery date|actual delivery|actual delivery date|arrived|arrival date|received on|date delivered|date received|delivered actual|actual date;de geliefert|geliefert am|lieferdatum|lieferdatum ist|ist lieferdatum|zugestellt|zugestellt am|zustelldatum|ankunft|ist termin|liefertermin ist|ist liefertermin|tatsachlicher liefertermin|liefertermin tatsachlich|wareneingang;fr livre|date livraison;es entregado|fecha entrega;it consegnato|data consegna;pt entregue|data entrega;nl geleverd|geleverd op|leverdatum" },
    { KIND_DELIVERY, "value", 0.8, "en goods value|order value|value goods|shipment value|~value|~amount;de warenwert|auftragswert|bestellwert|lieferwert|~wert;fr valeur|valeur marchandise;es valor mercancia|valor pedido;it valore merce|valore;pt valor mercadoria;nl goederenwaarde|waarde" },
    { KIND_DELIVERY, "currency", 0.1, "en currency|currency code|ccy;de wahrung|wkz;fr devise;es moneda;it valuta;pt moeda;nl valuta" },
    { KIND_DELIVERY, "carrier", 2, "en carrier|shipper|forwarder|shipping company|courier;de spediteur|spedition|frachtfuhrer|paketdienst;fr transporteur;es transportista;it corriere|vettore;pt transportadora;nl vervoerder" },
    { KIND_DELIVERY, "site", 1, "en site|warehouse|depot|plant|ship from;de lager|werk|standort|lagerort;fr entrepot|site;es almacen;it magazzino;pt armazem;nl magazijn" },

    { KIND_TICKET, "key", 2.5, "en ticket id|ticket number|ticket no|case number|case id|case no|incident id|incident number|issue key|request id|ticket|case|~id|~number;de ticketnr|ticketnummer|ticket nr|vorgangsnr|vorgangsnummer|vorgang|fallnummer|fall nr|storungsnr|meldungsnr|anfragenr|~nr|~nummer;fr numero ticket|numero dossier|numero incident;es numero ticket|numero caso|id caso;it numero ticket|numero segnalazione;pt numero chamado|numero ticket|protocolo;nl ticketnummer|meldingsnummer" },
    { KIND_TICKET, "created_at", 1.5, "en created at|created|created on|opened|opened at|opened on|submitted at|submitted|reported at|reported|open date|date opened|creation date|received at|logged at|created date|~date;de erstellt am|erstellt|eroffnet|eroffnet am|gemeldet am|gemeldet|eingegangen am|eingang|eingangsdatum|angelegt am|erfasst am|erstelldatum|~datum;fr cree|date creation|ouvert|date ouverture|~date;es creado|fecha creacion|fecha apertura|abierto|~fecha;it creato il|data creazione|data apertura|aperto|~data;pt criado em|data criacao|data abertura|aberto em|~data;nl aangemaakt|aangemaakt op|geopend op|meldingsdatum|~datum" },
    { KIND_TICKET, "updated_at", 1, "en updated at|updated|last updated|last modified|last change|modified at|last update;de aktualisiert am|aktualisiert|letzte anderung|geandert am;fr modifie|mis a jour|date modification;es actualizado|fecha actualizacion;it aggiornato il|modificato il;pt atualizado em;nl bijgewerkt|gewijzigd op" },
    { KIND_TICKET, "solved_at", 1.5, "en solved at|solved|resolved at|resolved|closed at|closed|closed on|resolution date|date closed|close date|resolved on;de gelost am|gelost|geschlossen am|geschlossen|erledigt am|erledigt|abgeschlossen am|abschlussdatum;fr resolu|ferme|date resolution|date cloture;es resuelto|cerrado|fecha cierre|fecha resolucion;it risolto il|chiuso il|data chiusura;pt resolvido em|fechado em|data fechamento;nl opgelost op|gesloten op|afgesloten op" },
    { KIND_TICKET, "subject", 2, "en subject|summary|ticket subject|headline|short description|~title;de betreff|titel|kurzbeschreibung|zusammenfassung|kurztext;fr objet|sujet|titre;es asunto|titulo;it oggetto|titolo;pt assunto|titulo;nl onderwerp|titel" },
    { KIND_TICKET, "body", 1, "en description|body|message|details|problem|ticket description|first message|~text|~comment;de beschreibung|nachricht|problembeschreibung|meldung|langtext|anliegen|~text;fr description|message|detail;es descripcion|mensaje|detalle;it descrizione|messaggio;pt descricao|mensagem;nl omschrijving|bericht|beschrijving" },
    { KIND_TICKET, "status", 0.4, "en status|ticket status|case status|state;de ticketstatus|bearbeitungsstand|zustand;fr statut|etat;es estado;it stato;pt situacao;nl status nl" },
    { KIND_TICKET, "priority", 2, "en priority|severity|urgency;de prioritat|dringlichkeit|prio;fr priorite|urgence;es prioridad|urgencia;it priorita|urgenza;pt prioridade|urgencia;nl prioriteit|urgentie" },
    { KIND_TICKET, "type", 0.5, "en ticket type|type|category|case type|issue type|request type|topic|contact reason;de art|kategorie|typ|vorgangsart|ticketart|thema|anfrageart;fr type|categorie;es tipo|categoria;it tipo|categoria;pt tipo|categoria;nl soort|categorie" },
    { KIND_TICKET, "tags", 1, "en tags|labels|keywords;de schlagworte|stichworte|schlagworter;fr etiquettes|mots cles;es etiquetas;it etichette;pt etiquetas;nl labels nl|trefwoorden" },
    { KIND_TICKET, "reply_minutes", 2, "en first response time|first reply time|first response minutes|reply time|response time|first response time minutes|time first response|first response time hours|reply minutes;de erste antwort|erstreaktion|reaktionszeit|antwortzeit|reaktionszeit min|reaktionszeit minuten;fr temps premiere reponse|delai reponse;es tiempo primera respuesta|tiempo respuesta;it tempo prima risposta|tempo risposta;pt tempo primeira resposta|tempo resposta;nl eerste reactietijd|reactietijd" },
    { KIND_TICKET, "resolution_minutes", 2, "en resolution time|time resolution|resolution minutes|resolution time hours|resolution time minutes|handling time|time solve;de losungszeit|bearbeitungszeit|losungsdauer|bearbeitungsdauer|losungszeit stunden|losungszeit h|dauer;fr temps resolution|delai resolution;es tiempo resolucion;it tempo risoluzione;pt tempo resolucao;nl oplostijd|doorlooptijd" },
    { KIND_TICKET, "reopens", 1.5, "en reopens|reopened|reopen count|times reopened;de wiedereroffnet|wiedereroffnungen;fr reouvertures;es reaperturas;it riaperture;pt reaberturas;nl heropend" },
    { KIND_TICKET, "satisfaction", 1, "en satisfaction|satisfaction score|satisfaction rating|csat|rating|customer rating|stars;de zufriedenheit|bewertung|sterne|kundenzufriedenheit|note;fr satisfaction|note satisfaction;es satisfaccion|valoracion;it soddisfazione|valutazione;pt satisfacao|avaliacao;nl tevredenheid|beoordeling" },
    { KIND_TICKET, "escalated", 1.5, "en escalated|escalation;de eskaliert|eskalation;fr escalade;es escalado;it scalato;pt escalado;nl geescaleerd" },

    { KIND_RESPONSE, "key", 1.5, "en response id|survey response id|submission id|response number|responseid|~id|~token;de antwort id|antwortnr|teilnahme id|fragebogen id|~nr;fr id reponse;es id respuesta;it id risposta;pt id resposta;nl antwoord id|respons id" },
    { KIND_RESPONSE, "recorded_at", 1.5, "en recorded at|recorded date|response date|responded date|responded at|submitted at|completed at|answered at|submission date|submit date|answered on|survey date|timestamp|submitted|~date|~created at;de antwortdatum|beantwortet am|abgeschickt am|teilnahmedatum|ausgefullt am|zeitstempel|eingegangen am|~datum;fr date reponse|repondu|horodateur|~date;es fecha respuesta|marca temporal|respondido|~fecha;it data risposta|informazioni cronologiche|~data;pt data resposta|carimbo data hora|~data;nl antwoorddatum|ingevuld op|tijdstempel|~datum" },
    { KIND_RESPONSE, "status", 0.2, "en response status|response type;de antwortstatus" },
    { KIND_RESPONSE, "finished", 1.5, "en finished|completed|complete;de abgeschlossen|vollstandig|beendet;fr termine|complet;es finalizado|completo;it completato;pt concluido;nl voltooid|afgerond" },
    { KIND_RESPONSE, "nps", 3, "en nps|nps score|likelihood recommend|likely recommend|how likely are you to recommend|how likely are you to recommend us|recommendation|recommend|promoter score|ltr;de weiterempfehlung|weiterempfehlungsbereitschaft|empfehlungsbereitschaft|wurden sie uns weiterempfehlen|weiterempfehlen|nps wert;fr recommandation|recommandez vous|note nps;es recomendacion|recomendaria;it raccomandazione|consiglierebbe;pt recomendacao|recomendaria;nl aanbeveling|aanbevelen" },
    { KIND_RESPONSE, "csat", 2, "en csat|csat score|satisfaction|overall satisfaction|satisfaction score|how satisfied are you;de zufriedenheit|gesamtzufriedenheit|kundenzufriedenheit|wie zufrieden sind sie;fr satisfaction|satisfaction globale;es satisfaccion;it soddisfazione;pt satisfacao;nl tevredenheid" },
    { KIND_RESPONSE, "language", 0.8, "en language|survey language|user language|locale;de sprache|fragebogensprache;fr langue;es idioma;it lingua;pt idioma;nl taal" },
    { KIND_RESPONSE, "channel", 0.8, "en channel|survey channel|distribution channel|collector;de kanal|erhebungskanal;fr canal;es canal;it canale;pt canal;nl kanaal" },

    { KIND_METRIC, "unit", 2, "en unit|team|department|business unit|owner team;de abteilung|bereich|einheit;fr service|departement|unite;es departamento|area;it reparto|unita;pt departamento|unidade;nl afdeling" },
    { KIND_METRIC, "metric", 2.5, "en metric|kpi|measure|indicator|metric name;de kennzahl|messgrosse;fr indicateur;es indicador|metrica;it indicatore;pt indicador|metrica;nl kengetal|indicator" },
    { KIND_METRIC, "touchpoint", 2, "en touchpoint|touch point|journey step;de kontaktpunkt|beruhrungspunkt;fr point contact;es punto contacto;it punto contatto;pt ponto contato;nl contactmoment" },
    { KIND_METRIC, "month", 1.5, "en month|period|reporting month|~date;de monat|berichtsmonat|periode|zeitraum;fr mois|periode;es mes|periodo;it mese|periodo;pt mes|periodo;nl maand|periode" },
    { KIND_METRIC, "value", 1, "en value|reading|actual|actual value|result;de wert|istwert|ist;fr valeur|reel;es valor|real;it valore;pt valor;nl waarde|werkelijk" },
    { KIND_METRIC, "target", 2, "en target|goal|target value;de ziel|zielwert|sollwert|soll;fr objectif|cible;es objetivo|meta;it obiettivo;pt meta|objetivo;nl doel|streefwaarde" },
    { KIND_METRIC, "better", 1, "en better|direction;de besser|richtung" },
    { KIND_METRIC, "measure", 0.5, "en unit measure|measured in;de masseinheit|einheit masses" },

    { KIND_INITIATIVE, "key", 1, "en initiative id|action id|project id|~id;de massnahmennr|massnahmen id|projektnr|~nr" },
    { KIND_INITIATIVE, "name", 1.5, "en initiative|action|project|initiative name|project name|~name|~title;de massnahme|projekt|initiative|bezeichnung|projektname;fr action|projet|initiative;es accion|proyecto|iniciativa;it azione|progetto|iniziativa;pt acao|projeto|iniciativa;nl actie|project|initiatief" },
    { KIND_INITIATIVE, "issue", 1, "en issue|problem|fixes|addresses;de problem|thema;fr probleme;es problema;it problema;pt problema;nl probleem" },
    { KIND_INITIATIVE, "unit", 1, "en unit|team|department;de abteilung|bereich;fr service;es departamento;it reparto;pt departamento;nl afdeling" },
    { KIND_INITIATIVE, "owner", 1, "en owner|responsible|lead;de verantwortlich|verantwortlicher|leitung;fr responsable;es responsable;it responsabile;pt responsavel;nl verantwoordelijke" },
    { KIND_INITIATIVE, "countries", 1, "en countries|markets|scope countries;de lander|markte;fr pays concernes;es paises;it paesi;pt paises;nl landen" },
    { KIND_INITIATIVE, "start_date", 1, "en start date|start|started|begin|launch date|go live;de start|startdatum|beginn;fr date debut|debut;es fecha inicio|inicio;it data inizio|inizio;pt data inicio|inicio;nl startdatum|begin" },
    { KIND_INITIATIVE, "end_date", 0.5, "en end date|end|finish;de ende|enddatum;fr date fin|fin;es fecha fin|fin;it data fine;pt data fim;nl einddatum" },
    { KIND_INITIATIVE, "cost", 1.5, "en cost|budget|costs|investment;de kosten|budget;fr cout|budget;es coste|costo|presupuesto;it costo|budget;pt custo|orcamento;nl kosten|budget" },
    { KIND_INITIATIVE, "currency", 0.1, "en currency|currency code|ccy;de wahrung|wkz;fr devise;es moneda;it valuta;pt moeda;nl valuta" },
    { KIND_INITIATIVE, "leading_metric", 1, "en leading metric|leading indicator|kpi;de fruhindikator|leitkennzahl" },
    { KIND_INITIATIVE, "expected", 1, "en expected|expected effect|target effect|promised effect;de erwartet|erwartete wirkung|ziel" },
    { KIND_INITIATIVE, "status", 0.3, "en status|state;de projektstatus|zustand;fr statut;es estado;it stato;pt situacao;nl status nl" },

    { KIND_EVENT, "key", 0.8, "en event id|usage id|message id|activity id|~id;de ereignis id|ereignisnr|~nr" },
    { KIND_EVENT, "name", 2, "en event|event name|feature|feature name|action|activity|feature used|event type;de ereignis|funktion|aktion|merkmal|aktivitat|modul;fr evenement|fonctionnalite|action;es evento|funcion|funcionalidad|accion;it evento|funzione|azione;pt evento|funcionalidade|acao;nl gebeurtenis|functie|actie" },
    { KIND_EVENT, "at", 1.5, "en timestamp|event time|event date|usage date|occurred at|at|used at|event at|sent at|received at|day|~date|~time;de zeitpunkt|zeitstempel|nutzungsdatum|ereigniszeit|nutzungstag|tag|~datum|~zeit;fr horodatage|date evenement|date utilisation|jour|~date;es fecha uso|fecha evento|dia|~fecha;it data utilizzo|data evento|giorno|~data;pt data uso|data evento|dia|~data;nl tijdstip|gebruiksdatum|dag|~datum" },
    { KIND_EVENT, "quantity", 1, "en quantity|count|usage count|times|number uses|logins|sessions|uses;de anzahl|menge|haufigkeit|aufrufe|anmeldungen|nutzungen;fr nombre|quantite|nombre utilisations;es cantidad|numero usos;it quantita|numero utilizzi;pt quantidade|numero usos;nl aantal" },

    { KIND_PAYMENT, "key", 1.5, "en payment id|charge id|transaction id|payment number|payment reference|~id;de zahlungsnr|zahlungs id|transaktionsnr|~nr;fr numero paiement;es numero pago;it numero pagamento;pt numero pagamento;nl betalingsnummer" },
    { KIND_PAYMENT, "paid_at", 1.5, "en paid at|paid on|payment date|charged at|transaction date|~created|~date;de zahlungsdatum|gezahlt am|buchungstag|~datum;fr date paiement;es fecha pago;it data pagamento;pt data pagamento;nl betaaldatum" },
    { KIND_PAYMENT, "amount", 0.8, "en amount|amount paid|payment amount|charge amount;de betrag|zahlbetrag|zahlungsbetrag;fr montant|montant paye;es importe|importe pagado;it importo;pt valor pago;nl bedrag" },
    { KIND_PAYMENT, "refunded", 2, "en amount refunded|refunded amount|refunded|refund;de erstattet|erstattung|ruckerstattung;fr rembourse;es reembolsado;it rimborsato;pt reembolsado;nl terugbetaald" },
    { KIND_PAYMENT, "fee", 1.5, "en fee|processing fee|transaction fee;de gebuhr|transaktionsgebuhr;fr frais;es comision;it commissione;pt taxa;nl kosten" },
    { KIND_PAYMENT, "currency", 0.1, "en currency|currency code|ccy;de wahrung|wkz;fr devise;es moneda;it valuta;pt moeda;nl valuta" },
    { KIND_PAYMENT, "status", 0.3, "en status|payment status|state;de zahlungsstatus;fr statut;es estado;it stato;pt situacao;nl betaalstatus" },
    { KIND_PAYMENT, "invoice", 1.5, "en invoice id|invoice number|invoice no|invoice;de rechnungsnr|rechnungsnummer|rechnung;fr numero facture|facture;es numero factura|factura;it numero fattura|fattura;pt numero fatura|fatura;nl factuurnummer|factuur" },
    { KIND_PAYMENT, "method", 2, "en payment method|method|payment type|payment source type;de zahlungsart|zahlart|zahlungsmittel;fr mode paiement|moyen paiement;es metodo pago|forma pago;it metodo pagamento;pt forma pagamento;nl betaalwijze" },
    { KIND_PAYMENT, "reason", 1.5, "en failure message|failure reason|decline reason|failure code;de fehlergrund|ablehnungsgrund;fr motif refus;es motivo rechazo" },

    { KIND_MESSAGE, "key", 1, "en message id|comment id|reply id|~id;de nachricht id|kommentar id;fr id message;es id mensaje" },
    { KIND_MESSAGE, "ticket_id", 2, "en ticket id|conversation id|case id|issue key|thread id|ticket number|parent id;de ticketnr|ticketnummer|vorgangsnr;fr numero ticket;es id conversacion;nl ticketnummer" },
    { KIND_MESSAGE, "at", 1, "en created at|sent at|posted at|message date|~created|~date|~timestamp;de gesendet am|geschrieben am|~datum;fr envoye|~date;es enviado|~fecha" },
    { KIND_MESSAGE, "side", 2, "en side|sender type|author type|from type|direction;de richtung|absendertyp" },
    { KIND_MESSAGE, "author", 2, "en author|sender|from|author name|sender name|author id|user id;de absender|verfasser|von;fr auteur|expediteur;es autor|remitente;it autore|mittente;pt autor|remetente;nl afzender|auteur" },
    { KIND_MESSAGE, "text", 2, "en body|message|comment|content|message body|comment body|plain body|~text;de nachricht|kommentar|inhalt|~text;fr message|contenu;es mensaje|contenido;it messaggio;pt mensagem;nl bericht" },

    { KIND_REVIEW, "key", 1.5, "en review id|~id;de bewertung id|rezension id" },
    { KIND_REVIEW, "at", 1, "en review date|reviewed at|published at|date published|~date|~created at|~created;de bewertet am|bewertungsdatum|~datum;fr date avis|~date;es fecha opinion|~fecha" },
    { KIND_REVIEW, "rating", 2, "en star rating|stars|rating|review rating|overall rating|~score;de sterne|bewertung;fr note avis|etoiles;es estrellas|puntuacion;it stelle;pt estrelas;nl sterren" },
    { KIND_REVIEW, "title", 1, "en review title|headline|~title;de uberschrift|~titel;fr titre avis" },
    { KIND_REVIEW, "text", 2, "en review|review text|review body|review content;de rezension|bewertungstext;fr avis|texte avis;es resena|opinion;it recensione;pt avaliacao texto;nl recensie" },
    { KIND_REVIEW, "site", 2, "en review site|review source|platform|~site|~source;de portal|bewertungsportal" },
    { KIND_REVIEW, "author", 2.5, "en reviewer|reviewer name|review author|~author;de rezensent;fr auteur avis" },
    { KIND_REVIEW, "product", 0.5, "en product|product name;de produkt;fr produit;es producto;it prodotto;pt produto;nl product nl" },
};
// clang-format on
const size_t word_row_n = COUNT_OF(word_rows);
