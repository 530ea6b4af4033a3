#include "serve/example.h"

#include <string.h>

#include "base/attr.h"

static const struct {
    const char *operation, *body;
} examples[] = {
    { "decide", "{\"what\":\"merge\",\"one\":1,\"other\":4,\"why\":\"same street\"}" },
    { "option", "{\"what\":\"add\",\"name\":\"Second depot\",\"issue\":\"too late\",\"cost\":\"240000\",\"share\":\"30% to 60%\",\"months\":\"6\"}" },
    { "action", "{\"what\":\"add\",\"name\":\"Carrier penalty\",\"issue\":\"too late\",\"owner\":\"kim\",\"start\":\"2026-03-01\",\"share\":\"30% to 60%\"}" },
    { "mend", "{\"name\":\"set-aside-1.csv\",\"content\":\"cXVhcmFudGluZSBmaWxlLHF1YXJhbnRpbmUgcm93LGxpbmUsY29sdW1uLHJlYXNvbixyYXcNCjEsMSw1LCx0b28gZmV3IGZpZWxkcyx4DQo=\"}" },
    { "codebook", "{\"what\":\"add\",\"text\":\"code,words\\nLate,late; not on time\\nPrice,price; expensive\\n\"}" },
    { "recompute", "{}" },
    { "set", "{\"name\":\"margin\",\"value\":\"0.45\",\"why\":\"as planned for next year\"}" },
    { "task", "{\"what\":\"done\",\"task\":1,\"told\":\"yes\",\"text\":\"Called; the part is sent again today\"}" },
    { "view", "{\"what\":\"owner\",\"account\":2,\"probability\":\"0.9\",\"words\":\"the new plant needs us\"}" },
    { "job", "{\"what\":\"recompute\"}" },
    { "deliver", "{\"id\":\"o-1001\",\"account\":\"A1\",\"ordered\":\"2026-03-01\",\"amount\":\"1200.50\"}" },
    { "sql", "{\"sql\":\"SELECT segment, count(*) AS accounts FROM d_account GROUP BY segment ORDER BY segment\",\"rows\":100}" },
    { "set_up", "{\"secret\":\"WkVgc0hJdXZ3eHl6QUJDREVGR0hJSktMTU5PUFFSU1Q\",\"name\":\"ada\",\"password\":\"correct horse battery\"}" },
    { "sign_in", "{\"name\":\"ada\",\"password\":\"correct horse battery\"}" },
    { "sign_out", "{}" },
    { "password", "{\"old\":\"correct horse battery\",\"new\":\"staple of another kind\"}" },
    { "user", "{\"what\":\"add\",\"name\":\"ada\",\"role\":\"admin\",\"password\":\"correct horse battery\"}" },
    { "mcp", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"book\",\"arguments\":{}}}" },
    { "token", "{\"what\":\"add\",\"name\":\"nightly export\",\"scopes\":\"read\",\"days\":30}" },
};

const char *example_of(const char *operation)
{
    for (size_t i = 0; i < COUNT_OF(examples); i++)
        if (!strcmp(examples[i].operation, operation))
            return examples[i].body;
    return NULL;
}
