/* peer.h - which other issues an issue's effect is adjusted for, so that no effect is counted twice.
 *
 * Two issues that meet the same accounts each look as harmful as both together; multiplied (num/joint.h) they would take the same loss twice.
 * So the exposures to other issues in the same window are covariates of each effect, by these rules, the first that fits:
 *   after    not those that are its consequence: what the issue does through them is its own effect.  Issue j is a consequence of issue i where, in the
 *            PEER_DAYS behind an event of i, the same account meets j PEER_LIFT times as often as in the PEER_DAYS before it, with
 *            z >= PEER_Z over accounts (sequence symmetry: what only comes together comes as often before as behind; the limits are those by which
 *            a theme is an issue's voice, rule.h).  Events of one day count for neither side.  j is adjusted for i, and its money leaves out the
 *            windows in which i was met too (d_issue_after; value/run.c).
 *   twin     two issues whose exposures in the rows go together with |phi| >= PEER_TWIN are one thing seen twice: the one that stands first (a
 *            promise, else what was met more often) is not adjusted for the other; the other is, without shrinking, and is rarely told apart then.
 *   promise  the broken promise always
 *   share    those met in a share of the exposed rows that is PEER_SHARE or more apart from that of the others: less moves an
 *            effect by less than a twentieth of the peer's.  The PEERS_MOST furthest apart; they must vary (PEER_ROWS with and without).
 *
 * Shrinking  on renewal a peer's log odds ratio has a normal prior with standard deviation PEER_PRIOR (standard.h): with many rows it does nothing,
 *            with few it keeps them from being spent on noise.  Of the other outcomes at most one peer for ten companies in the smaller arm.
 * Oracle     tests/link/t_peer.c: order in time by hand; planted pairs of issues, their effects and the joint figure, before and after.
 */
#ifndef TL_LINK_PEER_H
#define TL_LINK_PEER_H

#include "link/rule.h"

enum { PEER_DAYS = 60, PEERS_MOST = 8, PEER_ROWS = 5, PEER_CLUSTERS = 10 };
#define PEER_LIFT  1.5
#define PEER_Z     4.0
#define PEER_TWIN  0.8
#define PEER_SHARE 0.05
#define PEER_PRIOR 1.0

/* Events of one issue behind and before those of another. */
typedef struct PeerOrder {
    int64_t behind, before;
    double  z;
} PeerOrder;

typedef struct Peers {
    size_t    n, place[RULES_MAX];              /* place: the order of twins */
    size_t    tie[RULES_MAX];                   /* order of those equally far apart: by name, for numbers of themes change with the order of files */
    bool      promise[RULES_MAX];
    uint64_t  after[RULES_MAX];                 /* bit j of after[i]: j is a consequence of i */
    PeerOrder order[RULES_MAX][RULES_MAX];      /* [i][j]: j behind and before i */
} Peers;

typedef struct Peer {
    size_t rule;
    bool   twin;
} Peer;

PeerOrder peer_order(const Happenings *first, const Happenings *second, int64_t as_of);
void      peers_of(const Rules *rs, int64_t as_of, Peers *out);

/* Bits of the rules met in a window. */
uint64_t peers_met(const Rules *rs, int64_t account, int64_t from, int64_t to);

/* Peers of `rule` on rows of which met[] and exposed[] are known, at most `most`; how many. */
size_t   peers_choose(const Peers *p, size_t rule, const uint64_t *met, const uint8_t *exposed, size_t n, size_t most, Peer out[PEERS_MOST]);

/* Their columns into x (n rows each), and what each is shrunk by (NULL: not asked). */
void     peers_columns(const Peer *peer, size_t peers, const uint64_t *met, size_t n, double *x, double *penalty);

/* "; beside other issues: A, B", to stand behind the name of a method; nothing where there are none. */
Str      peers_words(const Rules *rs, const Peer *peer, size_t peers, Arena *a);

#endif
