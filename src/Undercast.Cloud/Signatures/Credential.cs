using Undercast.Kernel;

namespace Undercast.Cloud;

/// <summary>An access key and what it stands for.</summary>
/// <param name="AccessKeyId">The public half.</param>
/// <param name="Secret">The secret half; never logged.</param>
/// <param name="Principal">Who signs with it.</param>
/// <param name="SessionToken">The token that must come along, or null for a long-term key.</param>
/// <param name="Expires">When the key stops working, or null for never.</param>
public sealed record Credential(string AccessKeyId, string Secret, Principal Principal, string? SessionToken = null, DateTimeOffset? Expires = null)
{
    /// <summary>The key's id only: a record's own text would print the secret.</summary>
    public override string ToString() => AccessKeyId;
}

/// <summary>Finds the credential behind an access key id. Several sources are asked in the order of their registration.</summary>
public interface ICredentialSource
{
    /// <summary>The credential, or null when this source does not know the key.</summary>
    /// <param name="accessKeyId">The key's id as the request states it.</param>
    /// <param name="sessionToken">The token that came with it; a source may hold the whole session inside the token.</param>
    /// <param name="ct">Cancels the look-up.</param>
    ValueTask<Credential?> FindAsync(string accessKeyId, string? sessionToken, CancellationToken ct);
}

/// <summary>All registered sources as one.</summary>
internal sealed class CredentialSources(IEnumerable<ICredentialSource> sources) : ICredentialSource
{
    private readonly ICredentialSource[] _sources = [.. sources];

    public async ValueTask<Credential?> FindAsync(string accessKeyId, string? sessionToken, CancellationToken ct)
    {
        foreach (var source in _sources)
        {
            if (await source.FindAsync(accessKeyId, sessionToken, ct) is { } found) return found;
        }
        return null;
    }
}
