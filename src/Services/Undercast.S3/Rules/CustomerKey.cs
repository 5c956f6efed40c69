using System.Security.Cryptography;

namespace Undercast.S3;

/// <summary>A key that a customer brings along for one request. Never stored: an object keeps a salted check of it.</summary>
internal sealed class CustomerKey
{
    private readonly byte[] _key;

    private CustomerKey(byte[] key, string md5)
    {
        _key = key;
        Md5 = md5;
    }

    /// <summary>The digest of the key as the client sent it.</summary>
    public string Md5 { get; }

    public static CustomerKey? Of(ICustomerKey input) => Read(input.SSECustomerAlgorithm, input.SSECustomerKey, input.SSECustomerKeyMD5);

    public static CustomerKey? OfSource(ISourceKey input) => Read(input.CopySourceSSECustomerAlgorithm, input.CopySourceSSECustomerKey, input.CopySourceSSECustomerKeyMD5);

    // Differs: AWS takes customers' keys by TLS only; here the way is often this machine alone.
    public static CustomerKey? Read(string? algorithm, string? key, string? md5)
    {
        if (algorithm is null && key is null && md5 is null) return null;
        const string requests = "Requests specifying Server Side Encryption with Customer provided keys must provide ";
        if (algorithm is null) throw Invalid(requests + "a valid encryption algorithm.", "x-amz-server-side-encryption");
        if (algorithm != "AES256") throw new InvalidEncryptionAlgorithm(algorithm);
        if (key is null) throw Invalid(requests + "an appropriate secret key.", "x-amz-server-side-encryption");
        if (md5 is null) throw Invalid(requests + "the client calculated MD5 of the secret key.", "x-amz-server-side-encryption");
        var bytes = new byte[48];
        if (!Convert.TryFromBase64String(key, bytes, out var count) || count != 32) throw Invalid("The secret key was invalid for the specified algorithm.", "x-amz-server-side-encryption");
        if (Convert.ToBase64String(MD5.HashData(bytes.AsSpan(0, 32))) != md5)
            throw Invalid("The calculated MD5 hash of the key did not match the hash that was provided.", "x-amz-server-side-encryption");
        return new CustomerKey(bytes[..32], md5);
    }

    /// <summary>What an object keeps of the key.</summary>
    public CustomerKeyRecord Seal()
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        return new CustomerKeyRecord(salt, HMACSHA256.HashData(salt, _key));
    }

    /// <summary>Lets a read go on when it brings the key that the object was written with, or none where none is needed.</summary>
    public static void Check(CustomerKeyRecord? stored, CustomerKey? given)
    {
        if (stored is null)
        {
            if (given is not null) throw new InvalidRequest("The encryption parameters are not applicable to this object.");
            return;
        }
        if (given is null) throw new InvalidRequest("The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.");
        if (!given.Fits(stored)) throw new Kernel.CommonException(Kernel.CommonError.AccessDenied, "Access Denied");
    }

    /// <summary>Lets a part go on when it brings the key that the upload was begun with.</summary>
    public static void CheckPart(CustomerKeyRecord? stored, CustomerKey? given)
    {
        if (stored is null)
        {
            if (given is not null) throw new InvalidRequest("The multipart upload initiate did not request encryption. Please resend the request without encryption parameters.");
            return;
        }
        if (given is null) throw new InvalidRequest("The multipart upload initiate requested encryption. Subsequent part requests must include the appropriate encryption parameters.");
        if (!given.Fits(stored)) throw new InvalidRequest("The provided encryption parameters did not match the ones used originally.");
    }

    public CounterCipher Cipher(string nonce, long offset) => new(_key, Convert.FromBase64String(nonce), offset);

    public static string NewNonce() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(CounterCipher.Block));

    private bool Fits(CustomerKeyRecord stored) => CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(stored.Salt, _key), stored.Check);

    private static InvalidArgument Invalid(string message, string argument) => new(message, argument);
}
