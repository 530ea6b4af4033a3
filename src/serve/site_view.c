/* site_view.c - the sessions of those who see a part of the book. */
#include "serve/site.h"

Status site_view(Worker *w, Arena *a, ScopeIds *ids, Err *err)
{
    LoginRole role = w->who.role;
    Store *view = NULL;
    Status st = scope_ids(w->all, w->who.login, role, a, ids, err);
    if (!st && !w->view[role]) {
        st = store_open_again(w->all, true, &view, err);
        if (!st)
            st = scope_open(view, role, err);
        if (st) {
            store_close(view);
            return st;
        }
        w->view[role] = view;
        w->set[role] = 0;
    }
    if (!st && w->set[role] != ids->hash) {
        w->set[role] = 0;
        st = scope_set(w->view[role], ids, err);
        w->set[role] = st ? 0 : ids->hash;
    }
    if (!st)
        w->s = w->view[role];
    return st;
}

Status site_view_same(Worker *w, const ScopeIds *ids, Arena *a, bool *same, Err *err)
{
    ScopeIds now;
    Status st = scope_ids(w->all, w->who.login, w->who.role, a, &now, err);
    *same = !st && now.hash == ids->hash;
    return st;
}
