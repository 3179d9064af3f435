using System.Data.Common;
using System.Net.Sockets;
using FiveSocieties.ServiceDefaults;
using RabbitMQ.Client.Exceptions;

namespace FiveSocieties.Operator;

/// <summary>Takes an order and sees that it is done; the exit code says whether.</summary>
public static class Desk
{
    private const string Help =
        """
        Looks after what the platform has put aside because it could not tell or deliver it.

        usage: dotnet run --project deploy/Operator -- COMMAND [ID] [OPTION]...

        commands
          list             what is put aside, and why
          show ID          one message, wherever it stands: ids and codes, never personal data
          replay ID        tells or delivers it again; who has heard it already drops it
          discard ID       takes it away for good, and prints it
          acts             what operators have done: when, who, why
          backup           copies everything as it is at one moment, beside the running platform
          restore          puts such a copy where a platform was, which must have ended; what stood there is set aside

        options
          --all            replay or discard everything that is put aside
          --service NAME   only of this service, such as SocialWork
          --why TEXT       the reason; replay and discard need it
          --who NAME       the operator; otherwise the user of the system
          --limit N        list so many of each place; 50
          --to DIR         backup: the new folder of the copy
          --from DIR       restore: the copy
          --patience N     backup of servers: so many seconds may pass until what is told is heard; 60
          --help           this text

        where to look: the settings of the services, as options or environment variables
          --data DIR                             Standalone: the folder of its databases; it may be running
          --ConnectionStrings:<Service>=TEXT     PostgreSQL, one for each service (ConnectionStrings__<Service>)
          --RabbitMQ:Uri=amqp://...              the broker and its error queues (RabbitMQ__Uri)
          --RabbitMQ:Management=http://...       backup and restore: its management API; port 15672 of the broker

        Each act is written into the database of the service concerned, and may be repeated: what is done is done once.
        Exit code 0 when done, 1 when not; then one sentence says why.
        """;

    /// <summary>Carries out what the command line says.</summary>
    public static async Task<int> Run(string[] args, TextWriter output, TextWriter errors)
    {
        if (args is [] || args.Contains("--help") || args[0] is "help" or "-h")
        {
            await output.WriteLineAsync(Help);
            return args is [] ? 1 : 0;
        }

        try
        {
            var order = Order.Read(args);
            Func<Order, Places, TextWriter, Task> carryOut = order.Command switch
            {
                "list" => Look.List,
                "show" => Look.Show,
                "acts" => Look.Acts,
                "replay" => Move.Replay,
                "discard" => Move.Discard,
                "backup" => Backup.Make,
                "restore" => Restore.Bring,
                _ => throw new OrderException($"'{order.Command}' is no command; see --help."),
            };
            await using var places = order.Command is "backup" or "restore" ? Places.None : Places.Of(order);
            await carryOut(order, places, output);
            return 0;
        }
        catch (Exception failure) when (failure
            is OrderException or ServiceStartException or DbException or BrokerUnreachableException or IOException
            or OperationInterruptedException or SocketException)
        {
            await errors.WriteLineAsync(failure.Message);
            return 1;
        }
    }
}

/// <summary>The order cannot be carried out; the message is one sentence for the operator.</summary>
public sealed class OrderException(string message) : Exception(message);
