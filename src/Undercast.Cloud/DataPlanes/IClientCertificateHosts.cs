namespace Undercast.Cloud;

/// <summary>Hosts that open encrypted connections only to clients that show a certificate. Which certificates are trusted is for the data plane of the host to say.</summary>
public interface IClientCertificateHosts
{
    /// <summary>Whether a host wants one. Called for each handshake that names a host, so it must be cheap.</summary>
    /// <param name="host">The host that the client asks for, lower case.</param>
    /// <param name="ct">Ends with the connection.</param>
    ValueTask<bool> WantsAsync(string host, CancellationToken ct);
}
