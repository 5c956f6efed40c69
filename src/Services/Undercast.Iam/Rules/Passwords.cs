using System.Security.Cryptography;

namespace Undercast.Iam;

/// <summary>The rules that passwords keep, and how they are kept.</summary>
internal static class Passwords
{
    private const int Rounds = 100_000;
    private const int Salt = 16;

    /// <summary>AWS: signs that count as symbols.</summary>
    private const string Symbols = "!@#$%^&*()_+-=[]{}|'";

    /// <summary>Whether a password keeps the account's rules; without any, the default ones.</summary>
    public static bool Conforms(string password, PasswordPolicyRecord? policy)
    {
        var (upper, lower, digit) = (password.Any(char.IsAsciiLetterUpper), password.Any(char.IsAsciiLetterLower), password.Any(char.IsAsciiDigit));
        var symbol = password.Any(static c => Symbols.Contains(c, StringComparison.Ordinal));
        // AWS: eight characters of at least three kinds where the account has no rules of its own.
        if (policy is null) return password.Length >= 8 && ((bool[])[upper, lower, digit, symbol]).Count(static one => one) >= 3;
        return password.Length >= policy.Shortest && (upper || !policy.Uppercase) && (lower || !policy.Lowercase) && (digit || !policy.Numbers) && (symbol || !policy.Symbols);
    }

    public static string Hash(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(Salt);
        return Convert.ToBase64String([.. salt, .. Derive(password, salt)]);
    }

    public static bool Matches(string password, string hash)
    {
        var stored = Convert.FromBase64String(hash);
        return CryptographicOperations.FixedTimeEquals(Derive(password, stored.AsSpan(0, Salt)), stored.AsSpan(Salt));
    }

    private static byte[] Derive(string password, ReadOnlySpan<byte> salt) => Rfc2898DeriveBytes.Pbkdf2(password, salt, Rounds, HashAlgorithmName.SHA256, 32);
}
