using System.Text;

namespace Undercast.DynamoDb;

/// <summary>Tokens of lists of imports. AWS: groups of sixteen hexadecimal digits, 112 of them at least (ListImports).</summary>
internal static class TransferTokens
{
    private const int Shortest = 56, Group = 8;

    public static string Write(string place)
    {
        var bytes = Encoding.UTF8.GetBytes(place);
        var padded = new byte[Math.Max(Shortest, (bytes.Length + Group - 1) / Group * Group)];
        bytes.CopyTo(padded, 0);
        return Convert.ToHexStringLower(padded);
    }

    public static string Read(string token) => token.Length % 2 == 0 && token.All(char.IsAsciiHexDigit) ? Encoding.UTF8.GetString(Convert.FromHexString(token)).TrimEnd('\0') : token;
}
