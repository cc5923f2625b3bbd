using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Lemmata.Tool.Kernel.Zmtp;

/// <summary>
/// A bound ZMTP socket: accepts peers and hands on their messages together with the peer that sent them.
/// </summary>
/// <remarks>One class serves the kernel's three kinds: ROUTER answers the peer it was asked by, PUB sends to all
/// that subscribed, REP sends back what it was sent. A peer that breaks the protocol loses its connection, nobody else
/// does. How many there are at once is bounded: a new connection pushes out the oldest that has not shaken hands, and
/// those that have are never pushed out by others.</remarks>
internal class ZmtpSocket : IAsyncDisposable
{
    private const int MostWaiting = 64, MostPeers = 128;

    private readonly TcpListener listener;
    private readonly LinkedList<ZmtpPeer> waiting = [];
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentDictionary<ZmtpPeer, byte> peers = new();
    private readonly string socketType;
    private readonly bool ownThreads;
    private Task accepting = Task.CompletedTask;

    /// <summary>Binds; peers may connect from here on and are served after <see cref="Start"/>.</summary>
    /// <param name="socketType">ROUTER, PUB or REP.</param>
    /// <param name="address">Address to bind to.</param>
    /// <param name="port">Port, or 0 for any free one; see <see cref="Port"/>.</param>
    /// <param name="ownThreads">Whether each peer blocks a thread of its own, so that it is answered also while a cell
    /// keeps every thread of the pool busy.</param>
    /// <exception cref="SocketException">The port is taken or the address is not of this machine.</exception>
    public ZmtpSocket(string socketType, IPAddress address, int port, bool ownThreads = false)
    {
        (this.socketType, this.ownThreads) = (socketType, ownThreads);
        listener = new TcpListener(address, port);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The port that was bound.</summary>
    public int Port { get; }

    /// <summary>Called for each message, for each peer in the order it sent them.</summary>
    public Func<ZmtpPeer, byte[][], ValueTask> Received { get; set; } = (_, _) => ValueTask.CompletedTask;

    /// <summary>Peers whose handshake is complete.</summary>
    protected IEnumerable<ZmtpPeer> Peers => peers.Keys;

    /// <summary>Starts to serve peers, once <see cref="Received"/> is set.</summary>
    public void Start() => accepting = ownThreads ? OnThread(AcceptAsync) : Task.Run(AcceptAsync);

    /// <summary>The newest peer with that routing identity, or null.</summary>
    public ZmtpPeer? Find(string identity) => peers.Keys.LastOrDefault(peer => peer.Identity == identity);

    /// <summary>Stops accepting, gives queued messages a moment to leave, and disconnects everybody.</summary>
    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await Task.WhenAll(peers.Keys.Select(peer => peer.FlushAsync(TimeSpan.FromSeconds(1))));
        await stopping.CancelAsync();
        await accepting;
        GC.SuppressFinalize(this);
    }

    /// <summary>Called when a peer has left, for whatever reason.</summary>
    protected virtual void Left(ZmtpPeer peer) { }

    private static Task OnThread(Func<Task> work) =>
        Task.Factory.StartNew(
            () => work().GetAwaiter().GetResult(),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);

    private async Task AcceptAsync()
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var socket = ownThreads ? listener.AcceptSocket() : await listener.AcceptSocketAsync(stopping.Token);
                var peer = new ZmtpPeer(socket, socketType, blocking: ownThreads);
                Await(peer);
                _ = ownThreads ? OnThread(() => ServeAsync(peer)) : ServeAsync(peer);
            }
            catch (Exception ended)
                when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                if (
                    ended
                    is not SocketException
                    {
                        SocketErrorCode: SocketError.ConnectionReset or SocketError.TooManyOpenSockets
                    }
                )
                {
                    return;
                }
            }
        }
    }

    private async Task ServeAsync(ZmtpPeer peer)
    {
        try
        {
            await peer.ServeAsync(() => Admit(peer), frames => Received(peer, frames), stopping.Token);
        }
        catch (Exception left) when (left is IOException or InvalidDataException or SocketException
            or ObjectDisposedException or OperationCanceledException)
        {
            // A broken or departed peer concerns only itself.
        }
        finally
        {
            peers.TryRemove(peer, out _);
            lock (waiting) waiting.Remove(peer);
            Left(peer);
        }
    }

    private void Await(ZmtpPeer peer)
    {
        ZmtpPeer? oldest = null;
        lock (waiting)
        {
            waiting.AddLast(peer);
            if (waiting.Count > MostWaiting)
            {
                oldest = waiting.First!.Value;
                waiting.RemoveFirst();
            }
        }

        oldest?.Disconnect();
    }

    private void Admit(ZmtpPeer peer)
    {
        lock (waiting)
        {
            waiting.Remove(peer);
            if (peers.Count >= MostPeers) throw new InvalidDataException($"there are {MostPeers} peers already");
            peers[peer] = 0;
        }
    }
}
