-- wrk's side of load.ts: each request is a random one of the paths in a file; the summary goes out as one line of JSON.
local requests = {}

function init(args)
  local method, paths, credential, body = args[1], args[2], args[3], args[4]
  local name, value = credential:match("^([^:]+): (.*)$")
  local headers = { [name] = value }
  local content = nil
  if body then
    headers["Content-Type"] = "application/json"
    content = io.open(body):read("*a")
  end
  for path in io.lines(paths) do
    requests[#requests + 1] = wrk.format(method, path, headers, content)
  end
  math.randomseed(1)
end

function request()
  return requests[math.random(#requests)]
end

function done(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format('\n{"requests":%d,"failed":%d,"seconds":%.6f,"p50Ms":%.3f,"p99Ms":%.3f}\n',
    summary.requests, failed, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3))
end
