#include "app/pipeline.h"

#include "act/act.h"
#include "base/log.h"
#include "link/link.h"
#include "listen/expect.h"
#include "listen/listen.h"
#include "resolve/resolve.h"
#include "signal/signal.h"
#include "value/value.h"

static Status resolve(Store *s, Err *err)
{
    ResolveResult r;
    Status st = resolve_run(s, &r, err);
    if (!st)
        log_event(LOG_INFO, "resolve.done",
                  "accounts=%lld aliases=%lld merged=%lld review=%lld unresolved=%lld",
                  (long long)r.accounts, (long long)r.aliases, (long long)r.merged,
                  (long long)r.review, (long long)r.unresolved);
    return st;
}

static Status listen_stage(Store *s, Err *err)
{
    ListenResult r;
    Status st = listen_run(s, &r, err);
    if (!st)
        log_event(LOG_INFO, "listen.done", "comments=%lld scored=%lld themes=%lld",
                  (long long)r.comments, (long long)r.scored, (long long)r.themes);
    return st;
}

static Status signals(Store *s, Err *err)
{
    SignalResult r;
    Status st = signal_run(s, &r, err);
    if (!st)
        log_event(LOG_INFO, "signal.done", "streams=%lld signals=%lld running=%lld silent=%lld words=%lld", (long long)r.streams,
                  (long long)r.signals, (long long)r.running, (long long)r.silent, (long long)r.words);
    return st;
}

static Status link_stage(Store *s, Err *err)
{
    LinkResult r;
    Status st = link_run(s, &r, err);
    if (!st)
        log_event(LOG_INFO, "link.done", "decisions=%lld issues=%lld told_apart=%lld",
                  (long long)r.decisions, (long long)r.issues, (long long)r.told_apart);
    return st;
}

static Status expect(Store *s, Err *err)
{
    ExpectResult r;
    Status st = expect_run(s, &r, err);
    if (!st)
        log_event(LOG_INFO, "expect.done", "accounts=%lld sets=%lld", (long long)r.accounts, (long long)r.sets);
    return st;
}

static Status value(Store *s, Err *err)
{
    ValueResult r;
    Status st = value_run(s, &r, err);
    if (!st)
        log_event(LOG_INFO, "value.done", "ranked=%lld", (long long)r.ranked);
    return st;
}

static Status act(Store *s, Err *err)
{
    ActResult r;
    Status st = act_run(s, &r, err);
    if (!st)
        log_event(LOG_INFO, "act.done", "audits=%lld metrics=%lld", (long long)r.audits,
                  (long long)r.metrics);
    return st;
}

// clang-format off
const Stage stage_table[] = {
    { "resolve", "finding out who is who", "", "d_account d_alias d_contact d_review d_link_evidence d_family d_account_field d_change d_contact_role d_person_link d_person_evidence d_usage_week d_finding d_finding_row d_source_kind d_source_week d_kind d_alias_fresh", resolve },
    { "listen", "hearing what customers say", "d_account d_alias", "d_comment d_code d_theme d_quote d_mood d_model d_model_part d_repeat d_standing d_expect_said d_mouth_item d_mouth_said d_side_comment d_side_code d_side_theme d_theme_state d_sub_theme d_sub_quote d_code_more d_comment_key d_theme_ask d_theme_learned d_theme_agree d_theme_share d_theme_kept d_comment_call d_comment_fresh d_find_word d_find_comment d_text_vector d_theme_taught", listen_stage },
    { "signal", "looking for changes", "d_account d_alias d_contact d_contact_role d_comment d_code d_theme d_repeat d_usage_week d_expect_said",
      "d_slice d_account_week d_stream d_stream_item d_stream_week d_signal d_signal_more d_signal_account d_signal_quote d_signal_with d_silence d_word d_score_change d_score_part", signals },
    { "link", "tying experience to renewals", "d_account d_alias d_family d_comment d_code d_theme d_repeat d_usage_week d_mouth_item d_mouth_said",
      "d_decision d_issue d_exposure d_exposed_now d_evidence d_effect d_decision_more d_outcome d_effect_more d_effect_part d_effect_few d_issue_after d_issue_year d_driver_fit d_driver d_surface d_chain d_hazard d_hazard_fit d_stay_test d_stay_curve d_end d_look_back d_mouth d_mouth_new d_index_fit d_index d_index_item d_index_path", link_stage },
    { "expect", "grouping customers by what they expect", "d_alias d_comment d_expect_said d_mouth_item d_decision",
      "d_expect_fit d_expect_set d_expect_item d_expect_account d_expect_gap d_expect_weight d_expect_quote", expect },
    { "value", "putting a price on it", "d_alias d_account d_family d_comment d_code d_usage_week d_decision d_decision_more d_issue d_exposure d_exposed_now d_effect d_issue_after d_issue_year d_mouth d_mouth_new", "d_value d_value_part d_issue_draw d_serve d_annuity d_annuity_more d_lifetime d_lifetime_total d_mouth_worth d_forecast d_forecast_why d_backtest d_forecast_test d_warning d_ledger d_ledger_part d_ledger_row", value },
    { "act", "checking what was done", "d_account d_alias d_family d_comment d_code d_theme d_usage_week d_signal d_signal_more d_signal_quote d_stream d_expect_said d_issue d_effect d_value d_issue_draw d_decision d_exposed_now",
      "d_audit d_proof d_audit_year d_observed d_issue_proof d_lesson_audit d_action d_issue_owner d_why d_why_row d_reading d_lesson d_plan d_metric d_metric_side d_metric_month d_option d_choice d_frontier", act },
};
// clang-format on
const size_t stage_n = COUNT_OF(stage_table);

static bool lists(const char *tables, Str name)
{
    Str rest = str_of(tables);
    while (rest.n)
        if (str_eq(str_cut(&rest, ' '), name))
            return true;
    return false;
}

bool stage_waits(size_t k, size_t j)
{
    Str rest = str_of(stage_table[k].reads);
    while (rest.n)
        if (lists(stage_table[j].writes, str_cut(&rest, ' ')))
            return true;
    return false;
}

void pipeline_check(void)
{
    for (size_t k = 0; k < stage_n; k++) {
        Str rest = str_of(stage_table[k].reads);
        while (rest.n) {
            Str table = str_cut(&rest, ' ');
            bool written = false;
            for (size_t j = 0; j < k; j++)
                written = written || lists(stage_table[j].writes, table);
            if (!written)
                bug("stage '%s' reads %.*s, which no earlier stage writes", stage_table[k].name,
                    STR_ARG(table));
        }
    }
}

static Status one(const App *app, Store *s, size_t k, Err *err)
{
    int64_t from = clock_ms();
    app_progress(app, "%s ...", stage_table[k].doing);
    Status st = stage_table[k].run(s, err);
    app_progress(app, st ? " failed\n" : " %.1f s\n", (double)(clock_ms() - from) / 1000);
    log_event(LOG_INFO, "stage.done", "stage=%s ms=%lld", stage_table[k].name,
              (long long)(clock_ms() - from));
    return st;
}

Status pipeline_run(const App *app, Store *s, const char *from, Err *err)
{
    bool on = !from;
    Status st = ST_OK;
    pipeline_check();
    for (size_t k = 0; !st && k < stage_n; k++) {
        on = on || !strcmp(stage_table[k].name, from);
        if (on)
            st = one(app, s, k, err);
    }
    return st;
}

Status pipeline_one(const App *app, Store *s, const char *name, Err *err)
{
    for (size_t k = 0; k < stage_n; k++)
        if (!strcmp(stage_table[k].name, name))
            return one(app, s, k, err);
    bug("no stage '%s'", name);
}
