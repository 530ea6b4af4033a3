#include "base/map.h"
#include "demo/alias.h"
#include "demo/phrase.h"
#include "demo/write.h"

#include "base/date.h"

typedef struct Survey {
    Demo *d;
    Out *o;
    Rng *r, *expect; /* expect: a stream of its own, so that what is expected moves nothing else */
    Buf text;
} Survey;

static void survey_head(Out *o)
{
    static const char *const id[] = { "startDate",
                                      "endDate",
                                      "status",
                                      "ipAddress",
                                      "progress",
                                      "duration",
                                      "finished",
                                      "recordedDate",
                                      "_recordId",
                                      "recipientLastName",
                                      "recipientFirstName",
                                      "recipientEmail",
                                      "externalDataReference",
                                      "locationLatitude",
                                      "locationLongitude",
                                      "distributionChannel",
                                      "userLanguage",
                                      "QID1_NPS_GROUP",
                                      "QID1",
                                      "QID2_TEXT",
                                      "QID3_1",
                                      "QID3_2",
                                      "QID3_3",
                                      "QID3_4",
                                      "QID4_TEXT",
                                      "QID5",
                                      "QID6" };
    out_s(o, "StartDate,EndDate,Status,IPAddress,Progress,Duration (in "
             "seconds),Finished,RecordedDate,ResponseId,"
             "RecipientLastName,RecipientFirstName,RecipientEmail,ExternalReference,"
             "LocationLatitude,LocationLongitude,"
             "DistributionChannel,UserLanguage,Q1_NPS_GROUP,Q1,Q2,Q3_1,Q3_2,Q3_3,Q3_4,Q4,Q5,Q6\r\n");
    out_s(o, "Start Date,End Date,Response Type,IP Address,Progress,Duration (in "
             "seconds),Finished,Recorded Date,"
             "Response ID,Recipient Last Name,Recipient First Name,Recipient Email,External Data "
             "Reference,"
             "Location Latitude,Location Longitude,Distribution Channel,User Language,"
             "\"How likely are you to recommend Nordhaven Instruments to a colleague, or to "
             "another company? - Group\","
             "\"How likely are you to recommend Nordhaven Instruments to a colleague, or to "
             "another company?\","
             "\"What is the main reason for your score?\n\nPlease tell us in your own words.\","
             "\"How satisfied are you with the following? - Delivery\","
             "\"How satisfied are you with the following? - Invoicing\","
             "\"How satisfied are you with the following? - Customer portal\","
             "\"How satisfied are you with the following? - Support\","
             "\"And what did you expect from us, in the first place?\","
             "\"In the last 12 months, to how many other companies have you recommended Nordhaven Instruments?\","
             "\"And how many other companies have you advised against Nordhaven Instruments?\"\r\n");
    for (size_t i = 0; i < COUNT_OF(id); i++) {
        bool dated = i == 0 || i == 1 || i == 7;
        out_s(o, i ? "," : "");
        out_s(o, "\"{\"\"ImportId\"\":\"\"");
        out_s(o, id[i]);
        out_s(o, dated ? "\"\",\"\"timeZone\"\":\"\"Europe/Berlin\"\"}\"" : "\"\"}\"");
    }
    out_s(o, "\r\n");
}

/* Berlin's wall clock: an hour ahead, two between the last Sundays of March and October, 01:00 UTC.
 */
static int64_t berlin(int64_t sec)
{
    Civil c = civil_of_day(sec / 86400);
    int64_t march = day_of_civil((Civil){ c.year, 3, 31 }),
            october = day_of_civil((Civil){ c.year, 10, 31 });
    march -= (day_weekday(march) + 1) % 7;
    october -= (day_weekday(october) + 1) % 7;
    bool summer = sec >= march * 86400 + 3600 && sec < october * 86400 + 3600;
    return sec + (summer ? 7200 : 3600);
}

static PhraseFacts facts_of(const World *w, const Response *s)
{
    const Contact *c = &w->contact.v[s->contact];
    PhraseFacts f = {
        .lang = (Lang)c->lang, .theme = (Theme)s->theme, .second = (Theme)s->second, .who = c
    };
    f.delivery = s->delivery >= 0 ? &w->delivery.v[s->delivery] : NULL;
    const Account *a = &w->account[c->account];
    f.company = a->name;
    f.city = demo_country[a->country].city[a->city].name;
    f.order = order_known(w, a, s->at / 86400, 4500000 + s->seq % 20000);
    f.salt = hash64_mix(s->seq, (uint64_t)w->o.seed);
    f.pleased = s->score >= 7;
    f.expects = (ExpectSet)a->expects;
    return f;
}

static void rating(Survey *s, const Response *x, Theme t)
{
    bool hit = x->theme == t || x->second == t;
    if (rng_chance(s->r, 0.05)) {
        out_c(s->o, ',');
        return;
    }
    double v = 1.4 + 0.34 * x->score - (hit ? 1.5 : 0) + rng_normal(s->r, 0, 0.7);
    v = v < 1 ? 1 : v > 5 ? 5 : round(v);
    out_i(s->o, (int64_t)v);
    out_c(s->o, ',');
}

static void email_cell(Survey *s, Str mail)
{
    double u = rng_uniform(s->r);
    for (size_t i = 0; u >= 0.06 && i < mail.n; i++) {
        char c = mail.p[i];
        out_c(s->o, u < 0.10 && c >= 'a' && c <= 'z' ? (char)(c - 32) : c);
    }
    out_c(s->o, ',');
}

static void reference_cell(Survey *s, const Contact *c, uint32_t contact)
{
    double u = rng_uniform(s->r);
    if (u < 0.45)
        out_put(s->o, str_sub(str_of(alias_contact_id(contact).p), 0, 15));
    else if (u < 0.60)
        out_s(s->o, alias_account_id(c->account).p);
    out_c(s->o, ',');
}

static void text_cell(Survey *s)
{
    out_csv(s->o, buf_str(&s->text));
    buf_clear(&s->text);
}

static void told_cell(Survey *s, uint8_t others)
{
    out_c(s->o, ',');
    if (others != MOUTH_BLANK)
        out_i(s->o, others);
}

static void times(Survey *s, const Response *x, int64_t took)
{
    out_time(s->o, berlin(x->at - took), ' ');
    out_c(s->o, ',');
    out_time(s->o, berlin(x->at), ' ');
}

StripeId survey_response_id(const World *w, const Response *x)
{
    return alias_stripe_id("R_", x->seq * 31ull + 7 + (uint64_t)w->o.seed * 1000003, 15);
}

static void person(Survey *s, const Response *x, const Contact *c)
{
    out_s(s->o, survey_response_id(&s->d->w, x).p);
    out_c(s->o, ',');
    bool shown = rng_chance(s->r, 0.9);
    out_csv(s->o, shown ? c->last : STR(""));
    out_c(s->o, ',');
    out_csv(s->o, shown ? c->first : STR(""));
    out_c(s->o, ',');
    email_cell(s, c->email);
    reference_cell(s, c, x->contact);
    out_i(s->o, 36 + c->account % 19);
    out_s(s->o, ".");
    out_pad(s->o, c->account * 7919u % 10000, 4);
    out_c(s->o, ',');
    out_i(s->o, c->account % 17);
    out_s(s->o, ".");
    out_pad(s->o, c->account * 104729u % 10000, 4);
}

/* One response; stops after `done` percent of the questions. */
static void response_row(Survey *s, const Response *x, bool preview, int done)
{
    static const char *const lang[] = { "EN", "DE", "FR" };
    const Contact *c = &s->d->w.contact.v[x->contact];
    PhraseFacts f = facts_of(&s->d->w, x);
    int64_t took = 40 + (int64_t)rng_gamma(s->r, 2, 90);
    times(s, x, took);
    out_s(s->o, preview ? ",Survey Preview," : ",IP Address,");
    out_i(s->o, 31 + c->account % 150);
    out_s(s->o, ".");
    out_i(s->o, x->contact % 250);
    out_s(s->o, ".12.");
    out_i(s->o, x->contact * 7u % 250);
    out_c(s->o, ',');
    out_i(s->o, done);
    out_c(s->o, ',');
    out_i(s->o, took);
    out_s(s->o, done == 100 ? ",True," : ",False,");
    out_time(s->o, berlin(x->at) + (done == 100 ? 1 : 604800), ' ');
    out_c(s->o, ',');
    person(s, x, c);
    out_s(s->o, preview ? ",preview," : rng_chance(s->r, 0.93) ? ",email," : ",anonymous,");
    out_s(s->o, lang[c->lang]);
    out_s(s->o, x->score >= 9 ? ",Promoter," : x->score >= 7 ? ",Passive," : ",Detractor,");
    out_i(s->o, x->score);
    out_c(s->o, ',');
    if (done == 100)
        comment_write(&s->text, &f, s->r);
    text_cell(s);
    out_c(s->o, ',');
    if (done == 100) {
        rating(s, x, THEME_LATE);
        rating(s, x, THEME_INVOICE);
        rating(s, x, THEME_PORTAL);
        rating(s, x, THEME_SUPPORT);
        if (rng_chance(s->r, 0.28))
            expectation_write(&s->text, &f, s->expect);
        text_cell(s);
        told_cell(s, x->recommended);
        told_cell(s, x->warned);
    } else {
        out_s(s->o, ",,,,,,");
    }
    out_s(s->o, "\r\n");
    s->o->records++;
    s->o->aside += preview || done < 100;
}

Status survey_write(Demo *d, Err *err)
{
    Status st = demo_begin(d, FILE_SURVEY, err);
    if (st)
        return st;
    Survey s = { .d = d,
                 .o = &d->out[FILE_SURVEY],
                 .r = world_rng(&d->w, d->a, STREAM_SURVEY_TEXT),
                 .expect = world_rng(&d->w, d->a, STREAM_EXPECT_TEXT) };
    buf_init(&s.text, 1 << 16);
    survey_head(s.o);
    for (size_t i = 0; i < d->w.response.n; i++) {
        const Response *x = &d->w.response.v[i];
        Response other = *x;
        size_t from = out_mark(s.o);
        response_row(&s, x, false, 100);
        if (i % 150 == 60)
            out_repeat(s.o, from);
        /* The rest of the dirt carries ids of its own, above those of the real ones. */
        other.seq = (uint32_t)(d->w.response.n + i);
        other.theme = other.second = THEME_NONE;
        if (i % 400 == 11)
            response_row(&s, &other, true, 100);
        else if (i % 25 == 7)
            response_row(&s, &other, false, 33);
        if (i % 30000 == 0)
            demo_tell(d, FILE_SURVEY, (double)i / (double)d->w.response.n);
    }
    buf_release(&s.text);
    return ST_OK;
}
