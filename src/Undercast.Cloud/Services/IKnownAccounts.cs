namespace Undercast.Cloud;

/// <summary>Tells for which accounts a service has rows; services that store something may register one.</summary>
public interface IKnownAccounts
{
    /// <summary>The 12-digit accounts, each once, in any order.</summary>
    ValueTask<IReadOnlyList<string>> ListAsync(CancellationToken ct);
}
