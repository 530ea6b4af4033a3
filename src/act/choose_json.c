/* choose_json.c - the choice as JSON: `portfolio --json` and GET /api/v1/portfolio, the same bytes. */
#include <math.h>

#include "act/choose.h"
#include "model/says.h"
#include "num/dist.h"

/* As somebody typed it, and may type it otherwise. */
static void put_typed(const Remedy *x, JsonOut *j)
{
    const struct { const char *name; Str text; } text[] = { { "issue", x->issue }, { "owner", x->owner }, { "eager", x->eager }, { "convince", x->convince },
                                                            { "needs", x->needs } };
    json_object(j, "typed");
    for (size_t i = 0; i < COUNT_OF(text); i++)
        json_text(j, text[i].name, text[i].text);
    json_bool(j, "alone", x->alone);
    json_int(j, "cost_minor", x->once);
    json_int(j, "yearly_minor", x->yearly);
    json_f64(j, "people", x->people);
    json_int(j, "months", x->months);
    json_f64(j, "share_low", x->typed_low);
    json_f64(j, "share_high", x->typed_high);
    json_end(j);
}

/* Of the pilot with the most left; null: the book does not measure the issue, or nothing would be learnt. */
static void put_pilot(const Pilot *p, JsonOut *j)
{
    if (!p->told) {
        json_null(j, "pilot");
        return;
    }
    json_object(j, "pilot");
    json_bool(j, "pays", p->pays);
    json_int(j, "accounts", p->accounts);
    json_int(j, "months", p->months);
    json_f64(j, "error", p->se);
    json_int(j, "worth_minor", p->worth);
    json_int(j, "cost_minor", p->cost);
    json_int(j, "wait_minor", p->wait);
    json_int(j, "net_minor", p->net);
    json_end(j);
}

static void put_row(const Options *o, const ChooseRow *r, Arena *a, JsonOut *j)
{
    const Remedy *x = &o->at[r->option];
    json_object(j, NULL);
    put_typed(x, j);
    json_int(j, "id", (int64_t)r->option + 1);
    json_str(j, "name", x->name);
    if (x->issue_id)
        json_int(j, "issue", x->issue_id);
    else
        json_null(j, "issue");
    json_bool(j, "taken", r->taken);
    json_bool(j, "weighed", r->weighed);
    said_put(j, "reason", r->reason, a);
    json_str(j, "why", str_of(r->why));
    json_text(j, "instead", r->instead);
    json_int(j, "first_year_cost_minor", r->cost);
    json_f64(j, "people", x->people);
    if (r->weighed)
        json_int(j, "net_minor", r->net);
    else
        json_null(j, "net_minor");
    if (r->has_loss)
        json_int(j, "loss_minor", r->loss);
    else
        json_null(j, "loss_minor");
    json_f64(j, "chance", r->weighed ? r->chance : F64_NAN);
    json_int(j, "learn_minor", r->learn);
    put_pilot(&r->pilot, j);
    json_end(j);
}

static void put_input(const ChooseInput *x, Arena *a, JsonOut *j)
{
    json_object(j, NULL);
    said_put(j, "name", x->name, a);
    json_f64(j, "low", x->low);
    json_f64(j, "high", x->high);
    json_bool(j, "is_share", x->is_share);
    json_bool(j, "flips_low", x->flips_low);
    json_bool(j, "flips_high", x->flips_high);
    json_text(j, "instead", x->instead);
    json_int(j, "learn_minor", x->learn);
    json_end(j);
}

static void put_set(const ChooseAsk *ask, const Choice *c, JsonOut *j)
{
    json_str(j, "currency", ask->currency);
    if (ask->budget == CHOOSE_NO_LIMIT)
        json_null(j, "budget_minor");
    else
        json_int(j, "budget_minor", ask->budget);
    json_f64(j, "people_limit", ask->people < 0 ? F64_NAN : ask->people);
    json_f64(j, "risk", ask->caution);
    json_int(j, "taken", (int64_t)c->n_taken);
    json_int(j, "spent_minor", c->spent);
    json_f64(j, "people", c->people);
    json_object(j, "value_minor");
    json_int(j, "estimate", c->mean);
    json_int(j, "low", c->low);
    json_int(j, "high", c->high);
    json_end(j);
    json_int(j, "worst_tenth_minor", c->tail);
    json_int(j, "before_shrinking_minor", c->raw);
    json_int(j, "regret_of_greedy_minor", c->regret);
    json_object(j, "next_step");
    json_int(j, "money", CHOOSE_STEP);
    json_int(j, "gain_minor", c->next_gain);
    json_text(j, "buys", c->next_names);
    json_end(j);
    json_int(j, "know_all_minor", c->know_all);
    json_bool(j, "proven", !c->gap);
}

void choose_json(const Options *o, const ChooseAsk *ask, const Choice *c, const Frontier *f, Arena *a, JsonOut *j)
{
    json_object(j, NULL);
    put_set(ask, c, j);
    json_array(j, "options");
    for (size_t i = 0; i < c->n; i++)
        put_row(o, &c->row[i], a, j);
    json_end(j);
    json_array(j, "inputs");
    for (size_t i = 0; i < c->n_input; i++)
        put_input(&c->input[i], a, j);
    json_end(j);
    json_array(j, "frontier");
    for (size_t i = 0; i < f->n; i++) {
        json_object(j, NULL);
        json_int(j, "budget_minor", f->at[i].budget);
        json_int(j, "value_minor", f->at[i].value);
        json_int(j, "worst_tenth_minor", f->at[i].tail);
        json_str(j, "taken", f->at[i].names);
        json_end(j);
    }
    json_end(j);
    json_end(j);
}
