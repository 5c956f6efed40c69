namespace Undercast.Cloud;

/// <summary>Removes everything of one account from a service; every service that stores something registers one.</summary>
public interface IAccountReset
{
    /// <summary>Removes the account's resources with all that belongs to them.</summary>
    /// <param name="account">The 12-digit account.</param>
    /// <param name="ct">Cancels between transactions.</param>
    ValueTask ResetAsync(string account, CancellationToken ct);
}
