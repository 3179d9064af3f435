using System.Net;
using System.Net.Sockets;

namespace FiveSocieties.Tests.TestKit;

/// <summary>
/// Finds a port of 127.0.0.1 that nobody listens on. It is drawn at random from below the range the system gives to
/// outgoing connections, so that test processes that run side by side seldom meet; who binds it must still be ready to
/// fail and draw again.
/// </summary>
public static class FreePort
{
    public static int Find()
    {
        while (true)
        {
            var port = Random.Shared.Next(20_000, 32_000);
            if (IsFree(port))
                return port;
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, port);
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
