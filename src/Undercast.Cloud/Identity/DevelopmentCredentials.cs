using Undercast.Kernel;

namespace Undercast.Cloud;

/// <summary>The published keys for work on one machine; registered only when nobody else can reach the server.</summary>
/// <remarks><c>test</c>/<c>test</c> is root of the default account, a 12-digit key with the secret <c>test</c> root of that account.</remarks>
internal sealed class DevelopmentCredentials(string defaultAccount) : ICredentialSource
{
    private const string Known = "test";

    private readonly Credential _test = new(Known, Known, Principal.Root(defaultAccount));

    public ValueTask<Credential?> FindAsync(string accessKeyId, string? sessionToken, CancellationToken ct)
    {
        if (accessKeyId == Known) return new(Carrying(_test, sessionToken));
        return accessKeyId.Length == 12 && accessKeyId.All(char.IsAsciiDigit)
            ? new(Carrying(new Credential(accessKeyId, Known, Principal.Root(accessKeyId)), sessionToken))
            : default;
    }

    // Differs: many tools set a token beside the published keys, so any token is taken with them.
    private static Credential Carrying(Credential credential, string? sessionToken) =>
        string.IsNullOrEmpty(sessionToken) ? credential : credential with { SessionToken = sessionToken };
}
