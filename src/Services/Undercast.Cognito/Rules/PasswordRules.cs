using System.Security.Cryptography;

namespace Undercast.Cognito;

/// <summary>Passwords against a pool's policy.</summary>
internal static class PasswordRules
{
    // AWS: the characters that count as symbols (user pool password requirements).
    private const string Symbols = "^$*.[]{}()?-\"!@#%&/\\,><':;|_~`+= ";
    private const string Lower = "abcdefghijkmnopqrstuvwxyz";
    private const string Upper = "ABCDEFGHJKLMNPQRSTUVWXYZ";
    private const string Digits = "23456789";

    public static PasswordPolicyType PolicyOf(PoolRecord pool) => pool.Pool.Policies!.PasswordPolicy!;

    public static void Check(PoolRecord pool, string password)
    {
        var policy = PolicyOf(pool);
        if (password.Length < policy.MinimumLength) throw CognitoFaults.Password("Password not long enough");
        if (policy.RequireUppercase == true && !password.Any(char.IsAsciiLetterUpper)) throw CognitoFaults.Password("Password must have uppercase characters");
        if (policy.RequireLowercase == true && !password.Any(char.IsAsciiLetterLower)) throw CognitoFaults.Password("Password must have lowercase characters");
        if (policy.RequireNumbers == true && !password.Any(char.IsAsciiDigit)) throw CognitoFaults.Password("Password must have numeric characters");
        if (policy.RequireSymbols == true && !password.Any(Symbols.Contains)) throw CognitoFaults.Password("Password must have symbol characters");
    }

    /// <summary>A temporary password that any policy takes.</summary>
    public static string Generate(PoolRecord pool)
    {
        var length = Math.Max(12, PolicyOf(pool).MinimumLength ?? 8);
        var letters = RandomNumberGenerator.GetString(Lower + Upper + Digits, length - 4)
            + RandomNumberGenerator.GetString(Lower, 1) + RandomNumberGenerator.GetString(Upper, 1) + RandomNumberGenerator.GetString(Digits, 1) + RandomNumberGenerator.GetString("!#%&+-?@_", 1);
        var shuffled = letters.ToCharArray();
        RandomNumberGenerator.Shuffle<char>(shuffled);
        return new string(shuffled);
    }

    /// <summary>The user with a new password, which is none of those that the policy looks back at.</summary>
    public static UserRecord Set(PoolRecord pool, UserRecord user, string password)
    {
        var kept = PolicyOf(pool).PasswordHistorySize ?? 0;
        IReadOnlyList<OldPassword> old = kept == 0 || user.Verifier is null ? [] : [.. new[] { new OldPassword(user.Salt!, user.Verifier) }.Concat(user.Passwords ?? []).Take(kept)];
        foreach (var (salt, verifier) in old)
        {
            if (CryptographicOperations.FixedTimeEquals(SrpGroup.Verifier(pool.ShortId, user.Username, password, salt), verifier)) throw new PasswordHistoryPolicyViolationException("Password has previously been used.");
        }
        var fresh = SrpGroup.NewSalt();
        return user with { Salt = fresh, Verifier = SrpGroup.Verifier(pool.ShortId, user.Username, password, fresh), TemporaryUntil = null, Passwords = old.Count > 0 ? old : null };
    }

    /// <summary>Whether the password is the user's; takes as long for a user who does not exist.</summary>
    public static bool Matches(PoolRecord pool, UserRecord? user, string password)
    {
        var computed = SrpGroup.Verifier(pool.ShortId, user?.Username ?? "", password, user?.Salt ?? pool.Secret);
        return user?.Verifier is { } verifier && CryptographicOperations.FixedTimeEquals(computed, verifier);
    }
}
