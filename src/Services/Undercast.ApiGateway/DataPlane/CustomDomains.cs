using Undercast.Storage;

namespace Undercast.ApiGateway;

/// <summary>Finds custom domain names by hosts.</summary>
internal static class CustomDomains
{
    /// <summary>Whether a host can be one at all; spares most requests a read.</summary>
    public static bool MayBe(string host) => host.Contains('.', StringComparison.Ordinal) && !char.IsAsciiDigit(host[^1]) && !host.EndsWith(".amazonaws.com", StringComparison.Ordinal);

    /// <summary>The domain of a host: its own, else one with a star for the first label.</summary>
    public static async ValueTask<DomainRecord?> FindAsync(IReadTransaction tx, string host) =>
        await ApiGatewayTables.Domains.GetAsync(tx, new DomainKey(host)) ?? await ApiGatewayTables.Domains.GetAsync(tx, new DomainKey("*" + host[host.IndexOf('.', StringComparison.Ordinal)..]));
}
