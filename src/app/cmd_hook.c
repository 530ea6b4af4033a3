/* cmd_hook.c - hooks: endpoints for other systems' webhooks.  The book need not be open, so a server may hold it. */
#include <stdio.h>

#include "app/live.h"
#include "base/json_out.h"
#include "serve/hook.h"
#include "store/spool.h"

static void show(const Hook *h, bool secret, JsonOut *j)
{
    json_object(j, NULL);
    json_int(j, "id", h->id);
    json_str(j, "name", h->name);
    json_str(j, "system", str_of(h->system->name));
    if (secret)
        json_str(j, "secret", h->secret);
    if (h->url.n)
        json_str(j, "url", h->url);
    json_end(j);
}

static Status list(App *app, Str dir, Err *err)
{
    Hooks hooks;
    Status st = hooks_load(dir.p, app->a, &hooks, err);
    if (st)
        return st;
    if (app->json) {
        JsonOut j;
        json_init(&j, app->out);
        json_object(&j, NULL);
        json_array(&j, "hooks");
        for (size_t i = 0; i < hooks.n; i++)
            show(&hooks.at[i], false, &j);
        json_end(&j);
        json_end(&j);
        buf_putc(app->out, '\n');
        return ST_OK;
    }
    if (!hooks.n)
        buf_puts(app->out, "no endpoint yet: throughline hooks BOOK add NAME SYSTEM [SECRET]; systems:\n");
    for (size_t i = 0; !hooks.n && i < hook_systems_n; i++)
        buf_printf(app->out, "  %-10s %s\n", hook_systems[i].name, hook_systems[i].help);
    for (size_t i = 0; i < hooks.n; i++)
        buf_printf(app->out, "POST /api/v1/intake/%lld  %s  %.*s\n", (long long)hooks.at[i].id, hooks.at[i].system->name, STR_ARG(hooks.at[i].name));
    return ST_OK;
}

static Status add(App *app, Str dir, Err *err)
{
    const Args *w = app->args;
    const char *url = args_get(w, "url");
    Hook h;
    if (w->n_word < 4)
        return ERR(err, ST_USAGE, "usage: throughline hooks BOOK add NAME SYSTEM [SECRET]");
    Status st = spool_make_dir(dir.p, err);
    if (!st)
        st = hooks_add(dir.p, str_of(w->word[2]), str_of(w->word[3]), str_of(w->n_word > 4 ? w->word[4] : ""), str_of(url), app->a, &h, err);
    if (st)
        return st;
    if (app->json) {
        JsonOut j;
        json_init(&j, app->out);
        show(&h, true, &j);
        buf_putc(app->out, '\n');
    } else {
        buf_printf(app->out, "POST /api/v1/intake/%lld takes what %s sends\nsecret: %.*s\n", (long long)h.id, h.system->name, STR_ARG(h.secret));
    }
    return ST_OK;
}

Status cmd_hooks(App *app, Err *err)
{
    const Args *w = app->args;
    Str dir = live_folder(app);
    if (w->n_word == 1)
        return list(app, dir, err);
    if (!strcmp(w->word[1], "add"))
        return add(app, dir, err);
    if (strcmp(w->word[1], "drop") != 0 || w->n_word != 3)
        return ERR(err, ST_USAGE, "usage: throughline hooks BOOK [add NAME SYSTEM [SECRET] | drop NAME]");
    Status st = hooks_drop(dir.p, str_of(w->word[2]), app->a, err);
    if (!st)
        buf_printf(app->out, "endpoint %s is gone; what it sends is refused from now on\n", w->word[2]);
    return st;
}
