using System.Collections.Concurrent;
using System.Net;

namespace Lemmata.Tool.Kernel.Zmtp;

/// <summary>A PUB socket: sends each message to every peer with a matching subscription.</summary>
internal sealed class PublisherSocket : ZmtpSocket
{
    private const int MostTopics = 1024;

    private readonly ConcurrentDictionary<ZmtpPeer, List<byte[]>> topics = new();

    /// <inheritdoc cref="ZmtpSocket(string, IPAddress, int)"/>
    public PublisherSocket(IPAddress address, int port) : base("PUB", address, port) => Received = Subscribe;

    /// <summary>Sends to the peers whose subscription is a prefix of the first frame.</summary>
    public void Publish(byte[][] frames)
    {
        foreach (var (peer, subscribed) in topics)
        {
            bool wanted;
            lock (subscribed) wanted = subscribed.Any(topic => frames[0].AsSpan().StartsWith(topic));
            if (wanted) peer.Send(frames);
        }
    }

    /// <inheritdoc/>
    protected override void Left(ZmtpPeer peer) => topics.TryRemove(peer, out _);

    // In ZMTP 3.0 a subscription is a message: 1 and the topic; 0 and the topic takes it back.
    private ValueTask Subscribe(ZmtpPeer peer, byte[][] frames)
    {
        if (frames is not [[0 or 1, ..]]) return ValueTask.CompletedTask;
        var topic = frames[0][1..];
        var subscribed = topics.GetOrAdd(peer, _ => []);
        lock (subscribed)
        {
            var known = subscribed.FindIndex(held => held.AsSpan().SequenceEqual(topic));
            var takenBack = frames[0][0] == 0;
            if (takenBack && known >= 0) subscribed.RemoveAt(known);
            if (!takenBack && subscribed.Count < MostTopics) subscribed.Add(topic);
        }
        return ValueTask.CompletedTask;
    }
}
