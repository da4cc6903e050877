-- Asks for an estimate of another flat each time: a number, an area and a price of a few thousand combinations.
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"

local streets = {
  "rue de Belleville, 75020 Paris", "rue Lecourbe, 75015 Paris", "rue de Clignancourt, 75018 Paris",
  "avenue de Clichy, 75017 Paris", "rue du Faubourg Saint-Antoine, 75012 Paris", "rue des Martyrs, 75009 Paris",
}

function init(arguments)
  math.randomseed(7)
end

function request()
  local area = math.random(15, 110)
  return wrk.format(nil, "/api/v1/estimates", nil, string.format(
    '{"address": "%d %s", "livingArea": %d, "rooms": %d, "askingPrice": %d}',
    math.random(1, 60), streets[math.random(#streets)], area, math.random(1, math.min(5, math.floor(area / 9))), math.random(150, 900) * 1000))
end
