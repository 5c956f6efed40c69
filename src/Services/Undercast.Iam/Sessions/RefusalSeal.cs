using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Undercast.Cloud;
using Undercast.Storage;

namespace Undercast.Iam;

/// <summary>Closes and opens the encoded messages of refusals: AES-GCM under a key that the store keeps, bound to the account that was refused.</summary>
internal sealed class RefusalSeal(IStore store) : IRefusalSeal
{
    private const int Nonce = 12;
    private const int Tag = 16;
    private static readonly AccountKey Everyone = new("*");

    public async ValueTask<string> SealAsync(string account, string details, CancellationToken ct)
    {
        var plain = Encoding.UTF8.GetBytes(details);
        var message = new byte[Nonce + Tag + plain.Length];
        RandomNumberGenerator.Fill(message.AsSpan(0, Nonce));
        using var cipher = new AesGcm(await KeyAsync(ct), Tag);
        cipher.Encrypt(message.AsSpan(0, Nonce), plain, message.AsSpan(Nonce + Tag), message.AsSpan(Nonce, Tag), Encoding.UTF8.GetBytes(account));
        return Base64Url.EncodeToString(message);
    }

    /// <summary>The details, or null when the message is none of this account's.</summary>
    public async ValueTask<string?> OpenAsync(string account, string encoded, CancellationToken ct)
    {
        if (!Base64Url.IsValid(encoded) || Base64Url.DecodeFromChars(encoded) is not { Length: >= Nonce + Tag } message) return null;
        var plain = new byte[message.Length - Nonce - Tag];
        using var cipher = new AesGcm(await KeyAsync(ct), Tag);
        try
        {
            cipher.Decrypt(message.AsSpan(0, Nonce), message.AsSpan(Nonce + Tag), message.AsSpan(Nonce, Tag), plain, Encoding.UTF8.GetBytes(account));
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
        return Encoding.UTF8.GetString(plain);
    }

    // Refusals with details are rare, so the key is read each time rather than remembered past a reset.
    private async ValueTask<byte[]> KeyAsync(CancellationToken ct)
    {
        if (await store.ReadAsync(tx => IamTables.Seals.GetAsync(tx, Everyone), ct) is { } known) return known.Key;
        var fresh = new SealRecord(RandomNumberGenerator.GetBytes(32));
        return await store.WriteAsync(
            async tx =>
            {
                if (await IamTables.Seals.GetAsync(tx, Everyone) is { } other) return other.Key;
                await IamTables.Seals.PutAsync(tx, Everyone, fresh);
                return fresh.Key;
            },
            ct);
    }
}
