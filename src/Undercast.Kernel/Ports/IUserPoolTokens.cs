using System.Text.Json;

namespace Undercast.Kernel;

/// <summary>Verifies tokens that this cloud's user pools have issued.</summary>
public interface IUserPoolTokens
{
    /// <summary>The claims of a token whose signature, time and revocation are in order, or null when it is not to be believed. Audience and use are the caller's to check.</summary>
    /// <param name="userPoolId">The pool that must have issued it.</param>
    /// <param name="token">The JWT.</param>
    /// <param name="ct">Cancels the look-up of keys.</param>
    ValueTask<JsonElement?> VerifyAsync(string userPoolId, string token, CancellationToken ct);
}
