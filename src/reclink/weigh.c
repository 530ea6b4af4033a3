#include "reclink/weigh.h"

#include <math.h>

#include "reclink/cluster.h"

/* Term frequency moves a weight by at most this: a value seen once is not infinitely rare. */
#define TF_MOST 12.0

double tf_bits(const RlTable *t, const RlModel *m, size_t field, unsigned code, uint32_t a, uint32_t b)
{
    if (!code || m->field[field].tf_scale[code - 1] <= 0)
        return 0;
    const RlField *f = &t->field[field].f;
    double believed = code == 1 ? f->tf : f->tf_near;
    double share = field_frequency(t, field, code, a, b);
    if (believed <= 0 || share <= 0)
        return 0;
    return believed * fmin(fmax(log2(m->field[field].tf_scale[code - 1] / share), -TF_MOST), TF_MOST);
}

double calibrated(const RlModel *m, double weight) { return m->shift + m->slope * weight; }

double codes_weight(const RlTable *t, const RlModel *m, const unsigned *code, uint32_t a, uint32_t b)
{
    double w = m->prior;
    for (size_t f = 0; f < t->n_field; f++) {
        if (!code[f])
            continue;
        w += m->field[f].weight[code[f] - 1];
        w += tf_bits(t, m, f, code[f], a, b);
    }
    return calibrated(m, w);
}

double pair_weight(Comparer *c, const RlModel *m, uint32_t a, uint32_t b)
{
    unsigned code[RL_FIELDS];
    uint32_t low = a < b ? a : b, high = a < b ? b : a;
    for (size_t f = 0; f < c->t->n_field; f++)
        code[f] = field_code(c, f, low, high);
    return codes_weight(c->t, m, code, low, high);
}

double rl_weight(const RlTable *t, const RlModel *m, uint32_t a, uint32_t b)
{
    Arena scratch;
    Comparer c;
    arena_init(&scratch);
    comparer_init(&c, t, false, &scratch);
    double w = pair_weight(&c, m, a, b);
    arena_release(&scratch);
    return w;
}

double rl_probability(const RlModel *m, double weight)
{
    (void)m;
    return 1 / (1 + exp2(-weight));
}

double rl_keep(const RlModel *m) { return calibrated(m, fmin(m->prior, 0) / 4); }

typedef struct Weigher {
    Comparer      *c;
    const RlModel *m;
} Weigher;

const void *rl_weigher(const RlTable *t, const RlModel *m, Arena *a)
{
    Weigher *w = ARENA_NEW(a, Weigher);
    *w = (Weigher){ .c = ARENA_NEW(a, Comparer), .m = m };
    comparer_init(w->c, t, true, a);
    return w;
}

double rl_weigh(const void *weigher, uint32_t a, uint32_t b)
{
    const Weigher *w = weigher;
    return pair_weight(w->c, w->m, a, b);
}

void rl_explain(const RlTable *t, const RlModel *m, uint32_t a, uint32_t b, RlExplanation *out)
{
    Arena scratch;
    Comparer c;
    uint32_t low = a < b ? a : b, high = a < b ? b : a;
    arena_init(&scratch);
    comparer_init(&c, t, false, &scratch);
    *out = (RlExplanation){ .prior = m->prior, .n = t->n_field };
    double w = m->prior;
    for (size_t f = 0; f < t->n_field; f++) {
        unsigned code = field_code(&c, f, low, high);
        RlReason *r = &out->reason[f];
        *r = (RlReason){ .field = f, .level = code ? (uint8_t)(code - 1) : RL_NULL };
        if (!code)
            continue;
        r->weight = m->field[f].weight[code - 1];
        r->tf = tf_bits(t, m, f, code, low, high);
        w += r->weight;
        w += r->tf;
    }
    out->weight = calibrated(m, w);
    out->calibration = out->weight - w;
    out->p = rl_probability(m, out->weight);
    arena_release(&scratch);
}
