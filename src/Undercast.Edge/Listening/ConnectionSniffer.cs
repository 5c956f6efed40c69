using System.Buffers;
using System.IO.Pipelines;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Undercast.Edge;

/// <summary>Tells by a connection's first bytes what it speaks, so that one port serves everything.</summary>
/// <remarks>
/// <code>
/// 0x16                     TLS handshake     ──► TLS, then HTTP by ALPN
/// "PRI * HTTP/2.0\r\n…"    HTTP/2 preface    ──► HTTP/2 without TLS
/// anything else                              ──► HTTP/1.1
/// </code>
/// </remarks>
internal static class ConnectionSniffer
{
    private const byte TlsHandshake = 0x16;

    private static ReadOnlySpan<byte> Preface => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8;

    /// <summary>Puts the sniffer in front of TLS; <paramref name="useTls"/> adds the TLS step, or nothing.</summary>
    public static void Install(ListenOptions listen, TimeSpan firstByte, bool tls, Action<ListenOptions> useTls)
    {
        // The innermost step is the HTTP server itself; the sniffer must be able to reach it around TLS.
        ConnectionDelegate? http = null;
        listen.Use(next => async connection =>
        {
            switch (await PeekAsync(connection, firstByte))
            {
                case Speech.Nothing:
                    return;
                case Speech.Tls when tls:
                    await next(connection);
                    return;
                case Speech.Tls:
                    connection.Abort(new ConnectionAbortedException("TLS is switched off."));
                    return;
                case Speech.Http2:
                    connection.Features.Set<ITlsApplicationProtocolFeature>(PriorKnowledge.Instance);
                    connection.Features.Set<ITlsConnectionFeature>(PriorKnowledge.Instance);
                    break;
            }
            await http!(connection);
        });
        if (tls) useTls(listen);
        listen.Use(next =>
        {
            http = next;
            return next;
        });
    }

    /// <summary>Whether the connection behind these features is encrypted; <see cref="PriorKnowledge"/> only looks as if it were.</summary>
    public static bool IsEncrypted(IFeatureCollection features) => features.Get<ITlsHandshakeFeature>() is not null;

    private static async ValueTask<Speech> PeekAsync(ConnectionContext connection, TimeSpan limit)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(connection.ConnectionClosed);
        deadline.CancelAfter(limit);
        var input = connection.Transport.Input;
        try
        {
            while (true)
            {
                var result = await input.ReadAsync(deadline.Token);
                var decided = Decide(result.Buffer, out var speech);
                // While undecided the bytes count as seen, so that the next read waits for more; once decided they are all there again for whoever comes next.
                input.AdvanceTo(result.Buffer.Start, decided ? result.Buffer.Start : result.Buffer.End);
                if (decided) return speech;
                if (result.IsCompleted || result.IsCanceled) return result.Buffer.IsEmpty ? Speech.Nothing : Speech.Http1;
            }
        }
        catch (OperationCanceledException)
        {
            connection.Abort(new ConnectionAbortedException("The client said nothing."));
            return Speech.Nothing;
        }
        catch (Exception e) when (e is ConnectionResetException or ConnectionAbortedException)
        {
            return Speech.Nothing;
        }
    }

    private static bool Decide(in ReadOnlySequence<byte> bytes, out Speech speech)
    {
        speech = Speech.Http1;
        if (bytes.IsEmpty) return false;
        Span<byte> first = stackalloc byte[24];
        var length = (int)Math.Min(bytes.Length, Preface.Length);
        bytes.Slice(0, length).CopyTo(first);
        if (first[0] == TlsHandshake)
        {
            speech = Speech.Tls;
            return true;
        }
        if (!Preface.StartsWith(first[..length])) return true;
        speech = Speech.Http2;
        return length == Preface.Length;
    }

    private enum Speech
    {
        Nothing,
        Http1,
        Http2,
        Tls,
    }

    /// <summary>Makes Kestrel speak HTTP/2 on a plain connection: it chooses the version by what TLS negotiated, and by nothing else.</summary>
    private sealed class PriorKnowledge : ITlsApplicationProtocolFeature, ITlsConnectionFeature
    {
        private static readonly byte[] H2 = "h2"u8.ToArray();

        public static PriorKnowledge Instance { get; } = new();

        public ReadOnlyMemory<byte> ApplicationProtocol => H2;

        public X509Certificate2? ClientCertificate { get => null; set { } }

        public Task<X509Certificate2?> GetClientCertificateAsync(CancellationToken cancellationToken) => Task.FromResult<X509Certificate2?>(null);
    }
}
