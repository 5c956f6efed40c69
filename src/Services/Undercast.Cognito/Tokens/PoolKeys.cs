using System.Collections.Concurrent;
using System.Security.Cryptography;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Cognito;

/// <summary>The signing keys of pools: made when they are first needed, kept in the store.</summary>
internal sealed class PoolKeys(IStore store)
{
    private const int Bits = 2048;
    private readonly ConcurrentDictionary<string, PoolKey> _keys = new(StringComparer.Ordinal);

    /// <summary>The key of a pool that has signed before; null when it has not.</summary>
    public async ValueTask<PoolKey?> FindAsync(string poolId, CancellationToken ct)
    {
        if (_keys.TryGetValue(poolId, out var known)) return known;
        return await store.ReadAsync(tx => CognitoTables.Keys.GetAsync(tx, new IdKey(poolId)), ct) is { } stored ? _keys.GetOrAdd(poolId, new PoolKey(stored)) : null;
    }

    public async ValueTask<PoolKey> GetAsync(string poolId, CancellationToken ct)
    {
        if (_keys.TryGetValue(poolId, out var known)) return known;
        var id = new IdKey(poolId);
        var stored = await store.ReadAsync(tx => CognitoTables.Keys.GetAsync(tx, id), ct);
        if (stored is null)
        {
            using var rsa = RSA.Create(Bits);
            var fresh = new KeyRecord(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)), rsa.ExportPkcs8PrivateKey());
            stored = await store.WriteAsync(
                async tx =>
                {
                    if (await CognitoTables.Keys.GetAsync(tx, id) is { } other) return other;
                    CognitoTables.Keys.Put(tx, id, fresh);
                    return fresh;
                },
                ct);
        }
        return _keys.GetOrAdd(poolId, new PoolKey(stored));
    }
}

/// <summary>One key. RSA objects serve one caller at a time, so there are as many as are in use at once.</summary>
internal sealed class PoolKey
{
    private readonly ConcurrentBag<RSA> _idle = [];
    private readonly byte[] _privateKey;

    public PoolKey(KeyRecord record)
    {
        Id = record.Id;
        _privateKey = record.PrivateKey;
        Public = Use(static rsa => rsa.ExportParameters(includePrivateParameters: false));
    }

    public string Id { get; }

    public RSAParameters Public { get; }

    public byte[] Sign(byte[] text) => Use(rsa => rsa.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    public bool Verify(byte[] text, byte[] signature) => Use(rsa => rsa.VerifyData(text, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    public T Use<T>(Func<RSA, T> use)
    {
        if (!_idle.TryTake(out var rsa))
        {
            rsa = RSA.Create();
            rsa.ImportPkcs8PrivateKey(_privateKey, out _);
        }
        try
        {
            return use(rsa);
        }
        finally
        {
            _idle.Add(rsa);
        }
    }
}
