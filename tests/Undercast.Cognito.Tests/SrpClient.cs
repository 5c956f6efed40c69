using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Undercast.Cognito.Tests;

/// <summary>The client's side of SRP, written from the description and in hexadecimal as clients do it.</summary>
internal sealed class SrpClient(string poolId, string password)
{
    private static readonly BigInteger N = SrpGroup.N;
    private readonly BigInteger _a = Number(Convert.ToHexString(RandomNumberGenerator.GetBytes(32)));

    public string A => Hex(BigInteger.ModPow(2, _a, N));

    public string Sign(IReadOnlyDictionary<string, string> challenge, string timestamp)
    {
        var (b, user) = (Number(challenge["SRP_B"]), challenge["USER_ID_FOR_SRP"]);
        var u = Number(Hash(Hex(BigInteger.ModPow(2, _a, N)) + Hex(b)));
        var identity = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(poolId.Split('_')[1] + user + ":" + password)));
        var x = Number(Hash(Hex(Number(challenge["SALT"])) + identity));
        var k = Number(Hash(Hex(N) + "02"));
        var s = BigInteger.ModPow((((b - (k * BigInteger.ModPow(2, x, N))) % N) + N) % N, _a + (u * x), N);
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, Convert.FromHexString(Hex(s)), 16, Convert.FromHexString(Hex(u)), Encoding.UTF8.GetBytes("Caldera Derived Key"));
        byte[] message = [.. Encoding.UTF8.GetBytes(poolId.Split('_')[1] + user), .. Convert.FromBase64String(challenge["SECRET_BLOCK"]), .. Encoding.UTF8.GetBytes(timestamp)];
        return Convert.ToBase64String(HMACSHA256.HashData(key, message));
    }

    private static BigInteger Number(string hex) => BigInteger.Parse("0" + hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static string Hash(string hex) => Convert.ToHexString(SHA256.HashData(Convert.FromHexString(hex)));

    private static string Hex(BigInteger number)
    {
        var hex = number.ToString("x", CultureInfo.InvariantCulture).TrimStart('0');
        if (hex.Length % 2 == 1) hex = "0" + hex;
        return "89abcdef".Contains(hex[0]) ? "00" + hex : hex;
    }
}
