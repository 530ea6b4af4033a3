-- What wrk asks in ./bench serve: the lines of a file, one after the other, each thread from a place of its own.
--
--   wrk ... -s serve.lua URL -- FILE              GET each line, an address
--   wrk ... -s serve.lua URL -- post ADDRESS N TOKEN FIRST   POST deliveries of N new tickets each, numbered from FIRST
--
-- The last line of its output: RESULT requests microseconds refused broken p50 p99 (the latter two in microseconds).
local asked, n, each, first, mine = {}, 0, 0, 0, 0
local threads = 0
local words = { "The delivery came two days late again and nobody told us.", "Your invoice shows the wrong price.", "Great support, thank you." }

function setup(thread)
    thread:set("number", threads)
    threads = threads + 1
end

function init(args)
    if args[1] == "post" then
        wrk.path, each, first = args[2], tonumber(args[3]), tonumber(args[5])
        wrk.headers["Authorization"] = "Bearer " .. args[4]
        wrk.headers["Content-Type"] = "application/json"
        return
    end
    for line in io.lines(args[1]) do
        asked[#asked + 1] = wrk.format("GET", line)
    end
    n = number * math.floor(#asked / 2)
end

local function ticket()
    mine = mine + 1
    return string.format('{"id":"B-%d","subject":"Bench %d","status":"open","requester_id":"5","created_at":"2026-11-26T08:00:00Z","description":"%s"}',
                         first + number * 100000000 + mine, mine, words[mine % 3 + 1])
end

function request()
    if each == 0 then
        n = n + 1
        return asked[(n - 1) % #asked + 1]
    end
    if each == 1 then
        return wrk.format("POST", wrk.path, wrk.headers, ticket())
    end
    local all = {}
    for i = 1, each do
        all[i] = ticket()
    end
    return wrk.format("POST", wrk.path, wrk.headers, "[" .. table.concat(all, ",") .. "]")
end

function done(summary, latency)
    local e = summary.errors
    io.write(string.format("RESULT %d %d %d %d %d %d\n", summary.requests, summary.duration, e.status, e.connect + e.read + e.write + e.timeout,
                           latency:percentile(50), latency:percentile(99)))
end
