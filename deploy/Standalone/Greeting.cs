using System.Diagnostics;
using FiveSocieties.Events;
using FiveSocieties.Scenarios;

namespace FiveSocieties.Standalone;

/// <summary>Once the platform listens: asks it the first question, loads the demonstration, says how to go on, simulates.</summary>
internal sealed class Greeting(
    Partner client, StandaloneOptions options, IHostApplicationLifetime life, ILogger<Greeting> log)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        var started = new TaskCompletionSource();
        await using var registration = life.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stopping);
        try
        {
            var known = await client.Get($"/api/v1/communities/{Demonstration.Community}", stopping);
            log.Started(SinceStart(), Memory());
            if (!options.Empty)
            {
                var watch = Stopwatch.StartNew();
                if (known.ValueKind == default)
                    await Demonstration.Load(client, stopping);
                log.Loaded(watch.ElapsedMilliseconds, Memory());
            }

            Console.WriteLine(options.Empty ? Address() : Address() + Calls());
            if (options.Simulate)
                await new Simulation(client, log).Run(stopping);
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested)
        {
            log.DemonstrationFailed(failure);
        }
    }

    private string Address() => $"""

        Five Societies (五社联动) is listening on {options.OwnUrl}
          try it:    {options.OwnUrl}docs
          health:    {options.OwnUrl}health/ready
          data:      {Path.GetFullPath(options.Data)}
          demonstration client: {StandaloneApp.DemoClient} / {StandaloneApp.DemoSecret}   (only here, never in a real deployment)
        {Clock()}
        """;

    private string Clock() => !client.Time.IsFast ? "" : $"""
          clock:     {client.Time.Local:yyyy-MM-dd HH:mm} there, {client.Time.Speed} times as fast as here; a day to play in it:
                     dotnet run --project deploy/Scenarios -- day --community j --url {options.OwnUrl}

        """;

    private string Calls()
    {
        var whistle = Guid.CreateVersion7();
        var slot = Slot.Of(client.Time.Now);
        return $$"""

            Three calls to copy.

            1. A token:
            TOKEN=$(curl -s {{options.OwnUrl}}connect/token -d grant_type=client_credentials \
              -d client_id={{StandaloneApp.DemoClient}} -d client_secret={{StandaloneApp.DemoSecret}} | grep -o '"access_token": *"[^"]*' | cut -d'"' -f4)

            2. Raise a need and blow the whistle: an elder must be taken to hospital.
            curl -s {{options.OwnUrl}}api/v1/whistles -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d '{
              "id": "{{whistle}}", "community": "{{Demonstration.Community}}", "class": "elder-care", "urgency": "Urgent",
              "channel": "Resident", "place": {"longitude": 104.0655, "latitude": 30.6575}, "residentId": "{{Demonstration.Resident}}",
              "description": "My mother must be at the hospital this morning and cannot walk alone.", "blow": true,
              "lines": [{"kind": "People", "skill": "accompany", "leastLevel": 1, "quantity": 3, "slots": ["{{slot}}"]},
                        {"kind": "People", "skill": "counselling", "leastLevel": 3, "quantity": 1, "slots": ["{{slot}}"]}]}'

            3. Watch its story:
            curl -s {{options.OwnUrl}}api/v1/stories/{{whistle}} -H "Authorization: Bearer $TOKEN"

            """;
    }

    private static long SinceStart() => (long)(DateTime.Now - Process.GetCurrentProcess().StartTime).TotalMilliseconds;

    private static long Memory() => Environment.WorkingSet / (1024 * 1024);
}
