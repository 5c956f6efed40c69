using System.Buffers.Text;
using System.Security.Cryptography;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Cognito;

/// <summary>What a client holds between the steps of a sign-in: good for one right answer, and for a few wrong codes.</summary>
internal sealed partial class CognitoService
{
    private const int FreeCodeFailures = 10;

    private static string NewSession() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(48));

    private static ChallengeRecord Challenge(CallContext call, AuthCall auth, string name, string username) => new()
    {
        PoolId = auth.Pool.Id,
        ClientId = auth.Client.ClientId!,
        Name = name,
        Username = username,
        Expires = call.Now + ClientRules.SessionLife(auth.Client),
    };

    /// <summary>Stores a challenge with the message that belongs to it, and asks for its answer.</summary>
    private async ValueTask<AuthStep> AskAsync(
        CallContext call, AuthCall auth, ChallengeRecord challenge, Dictionary<string, string> parameters, Prepared? message = null, string? session = null, IReadOnlyList<string>? available = null)
    {
        session ??= NewSession();
        var key = HandleKey(session);
        await store.WriteAsync(
            async tx =>
            {
                await CognitoTables.Challenges.PutAsync(tx, key, challenge);
                SweepJob.Schedule(tx, challenge.Expires);
                if (message is not null) await message.PutAsync(tx);
            },
            call.Cancelled);
        if (message is not null) Announce(message);
        return new AuthStep(null, challenge.Name, parameters, session, available);
    }

    /// <summary>The challenge that a session stands for, if it is this client's, in time and unanswered.</summary>
    private static async ValueTask<ChallengeRecord> OpenAsync(IReadTransaction tx, CallContext call, AuthCall auth, string name, string? session)
    {
        if (string.IsNullOrEmpty(session)) throw CognitoFaults.Missing("Session");
        var challenge = await CognitoTables.Challenges.GetAsync(tx, HandleKey(session));
        if (challenge is null || challenge.Name != name || challenge.PoolId != auth.Pool.Id || challenge.ClientId != auth.Client.ClientId) throw CognitoFaults.BadSession();
        if (challenge.Expires <= call.Now) throw new NotAuthorizedException("Invalid session for the user, session is expired.");
        return challenge.IsUsed ? throw new NotAuthorizedException("Invalid session for the user, session can only be used once.") : challenge;
    }

    /// <summary>The same, with its user, who must be the one that the answer names; used up by that. The user is null where nobody of that name exists and the client must not learn so.</summary>
    private async ValueTask<(ChallengeRecord Challenge, UserRecord? User)> UseAsync(CallContext call, AuthCall auth, string name, string? session)
    {
        var username = auth.Need("USERNAME");
        return await WriteAsync(
            call,
            async tx =>
            {
                var challenge = await OpenAsync(tx, call, auth, name, session);
                ClientRules.CheckSecret(auth.Client, auth.Find("SECRET_HASH"), username, challenge.Username);
                var user = await NamedAsync(tx, auth, challenge, username);
                await CognitoTables.Challenges.PutAsync(tx, HandleKey(session!), challenge with { IsUsed = true });
                return (challenge, user);
            });
    }

    private static async ValueTask<UserRecord?> NamedAsync(IReadTransaction tx, AuthCall auth, ChallengeRecord challenge, string username)
    {
        var user = (await Users.FindAsync(tx, auth.Pool, challenge.Username))?.User;
        var named = (await Users.FindAsync(tx, auth.Pool, username))?.User;
        return user?.Sub == named?.Sub ? user : throw CognitoFaults.BadSession();
    }

    /// <summary>A challenge and its user, once the answer has been proven. A wrong one leaves the session open and is counted; many lead to pauses. All in one transaction, so that no guess goes uncounted.</summary>
    /// <param name="call">The call.</param>
    /// <param name="auth">The request.</param>
    /// <param name="name">The challenge.</param>
    /// <param name="session">The session.</param>
    /// <param name="proof">The user with what the answer changes, or null when it is wrong.</param>
    private async ValueTask<(ChallengeRecord Challenge, UserRecord User)> ProveAsync(CallContext call, AuthCall auth, string name, string? session, Func<ChallengeRecord, UserRecord, UserRecord?> proof)
    {
        var username = auth.Need("USERNAME");
        var (answered, proven, refusal) = await WriteAsync<(ChallengeRecord?, UserRecord?, AwsException?)>(
            call,
            async tx =>
            {
                var challenge = await OpenAsync(tx, call, auth, name, session);
                ClientRules.CheckSecret(auth.Client, auth.Find("SECRET_HASH"), username, challenge.Username);
                if (await NamedAsync(tx, auth, challenge, username) is not { } user) return (null, null, CognitoFaults.WrongSignInCode());
                if (user.CodesLockedUntil > call.Now) return (null, null, new NotAuthorizedException("Password attempts exceeded"));
                var changed = proof(challenge, user);
                await CognitoTables.Users.PutAsync(tx, Users.Key(auth.Pool, user), changed is null ? CodeFailed(user, call.Now) : changed with { CodeFailures = 0, CodesLockedUntil = null });
                if (changed is null) return (null, null, CognitoFaults.WrongSignInCode());
                await CognitoTables.Challenges.PutAsync(tx, HandleKey(session!), challenge with { IsUsed = true });
                return (challenge, changed, null);
            });
        return refusal is null ? (answered!, proven!) : throw refusal;
    }

    private static UserRecord CodeFailed(UserRecord user, DateTimeOffset now)
    {
        var failures = (now - user.LastCodeFailure > LongestLock ? 0 : user.CodeFailures) + 1;
        return user with { CodeFailures = failures, LastCodeFailure = now, CodesLockedUntil = failures < FreeCodeFailures ? null : now + Pause(failures - FreeCodeFailures) };
    }

    private static TimeSpan Pause(int beyond) => TimeSpan.FromSeconds(Math.Min(Math.Pow(2, beyond), LongestLock.TotalSeconds));
}
