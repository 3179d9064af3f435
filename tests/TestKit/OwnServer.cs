using System.Diagnostics;

namespace FiveSocieties.Tests.TestKit;

/// <summary>
/// A server of this machine's packages, run for one test process alone: own folder, own ports, own process group. A
/// guard holds the other end of a pipe to us; when the pipe closes, because we asked or because the test process died
/// in whatever way, the guard ends the whole group and removes the folder.
/// </summary>
internal sealed class OwnServer : IAsyncDisposable
{
    // $1 folder, $2 signal that ends the server, $3 its user when we are root, $4 the server's script.
    private const string Guard = """
        trap : INT TERM HUP
        cd "$1" || exit 1
        as=()
        if [ "$(id -u)" = 0 ]; then
          chown -R "$3" "$1" || exit 1
          as=(setpriv "--reuid=$3" "--regid=$(id -g "$3")" --init-groups)
        fi
        export HOME="$1"
        setsid "${as[@]}" bash -c "$4" server "$1" </dev/null >>"$1/server.log" 2>&1 &
        server=$!
        order=
        while kill -0 "$server" 2>/dev/null; do
          read -r -t 1 heard
          code=$?
          order+=$heard # its second may be over in the middle of a word
          [ "$code" -gt 128 ] && continue
          case $order in
            freeze) kill -STOP -- "-$server" ;;
            thaw) kill -CONT -- "-$server" ;;
            *) break ;;
          esac
          order=
          echo done
        done
        kill -s "$2" "$server" 2>/dev/null
        for _ in {1..50}; do kill -0 "$server" 2>/dev/null || break; sleep 0.1; done
        for _ in {1..20}; do kill -KILL -- "-$server" 2>/dev/null || break; sleep 0.05; done
        wait
        tail -n 15 "$1/server.log"
        cd /
        [ "$order" = keep ] || rm -rf -- "$1" || { sleep 1; rm -rf -- "$1"; }
        """;

    private readonly Process guard;
    private readonly string folder;
    private readonly Plan plan;
    private bool ended;

    private OwnServer(Process guard, string folder, Plan plan) =>
        (this.guard, this.folder, this.plan) = (guard, folder, plan);

    /// <summary>What to run, and how to know that it answers.</summary>
    /// <param name="User">The unprivileged user it runs as when the tests run as root.</param>
    /// <param name="Signal">The signal that ends it: KILL, or a kinder one if it would leave things behind.</param>
    /// <param name="Script">Bash; <c>$1</c> is the folder, which is also the current one.</param>
    /// <param name="Answers">Asks the server something.</param>
    public sealed record Plan(string User, string Signal, string Script, Func<Task<bool>> Answers);

    public static string NewFolder() => Directory.CreateTempSubdirectory("five-").FullName;

    /// <summary>Starts and waits until it answers, a minute at most.</summary>
    /// <exception cref="InvalidOperationException">It ended or never answered; the message has the end of its
    /// log.</exception>
    public static async Task<OwnServer> Start(string folder, Plan plan)
    {
        var start = new ProcessStartInfo("bash", ["-c", Guard, "guard", folder, plan.Signal, plan.User, plan.Script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var server = new OwnServer(Process.Start(start)!, folder, plan);
        var clock = Stopwatch.StartNew();
        while (!await plan.Answers())
        {
            if (!server.guard.HasExited && clock.Elapsed < TimeSpan.FromMinutes(1))
            {
                await Task.Delay(100);
                continue;
            }
            throw new InvalidOperationException($"A server did not start. Its log ends: {await server.End("remove")}");
        }
        return server;
    }

    /// <summary>Ends it and keeps the folder, for another start over the same data.</summary>
    public async Task Stop()
    {
        await End("keep");
        await Patiently.Until("the server is gone", async () => !await plan.Answers());
    }

    /// <summary>SIGSTOP: it is there and does nothing, as a machine that hangs.</summary>
    public Task Freeze() => Order("freeze");

    /// <summary>It goes on where it stood.</summary>
    public Task Thaw() => Order("thaw");

    public async ValueTask DisposeAsync()
    {
        if (!ended)
            await End("remove");
        else if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    /// <summary>Returns once it is carried out.</summary>
    private async Task Order(string order)
    {
        await guard.StandardInput.WriteLineAsync(order);
        if (await guard.StandardOutput.ReadLineAsync() is not "done" and var lastWords)
            throw new InvalidOperationException($"A server has ended by itself. Its log ends: {lastWords}{await End("remove")}");
    }

    private async Task<string> End(string order)
    {
        ended = true;
        try
        {
            await guard.StandardInput.WriteLineAsync(order);
            guard.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended by itself.
        }

        var lastWords = await guard.StandardOutput.ReadToEndAsync();
        await guard.WaitForExitAsync();
        guard.Dispose();
        return lastWords;
    }
}
