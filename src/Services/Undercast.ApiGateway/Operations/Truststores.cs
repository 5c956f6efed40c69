using System.Security.Cryptography;
using System.Text;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.ApiGateway;

/// <summary>Reads truststores for operations, in the name of their callers. AWS: a truststore is read when a domain name is told to use it, not when its object changes.</summary>
internal sealed class Truststores(GatewayPorts ports)
{
    /// <summary>What a domain name would trust; null where it is to trust nobody in particular.</summary>
    /// <param name="uri">Where the truststore is; empty or null for none.</param>
    /// <param name="version">The version of its object.</param>
    /// <param name="endpointType">The domain name's endpoint type.</param>
    /// <param name="call">Who asks.</param>
    public async ValueTask<Truststore?> ReadAsync(string? uri, string? version, string endpointType, CallContext call)
    {
        if (string.IsNullOrEmpty(uri)) return null;
        if (endpointType != "REGIONAL") throw Faults.Bad("Mutual TLS can only be enabled on a domain name with a REGIONAL endpoint.");
        var (bucket, key) = TruststoreRules.Place(uri);
        var objects = ports.Objects ?? throw CommonException.NotSupported("Mutual TLS of a domain name");
        string text;
        try
        {
            await using var opened = await objects.OpenAsync(call.Caller, bucket, key, string.IsNullOrEmpty(version) ? null : version, call.Cancelled);
            if (opened.Length > TruststoreRules.MostBytes) throw Faults.Bad("The truststore is larger than 1 MB.");
            using var reader = new StreamReader(opened.Content, Encoding.UTF8);
            text = await reader.ReadToEndAsync(call.Cancelled);
        }
        catch (AwsException e) when (e is not BadRequestException)
        {
            throw Faults.Bad($"The truststore {uri} cannot be read: {e.Message}");
        }
        var (pem, warnings) = TruststoreRules.Read(text, call.Now);
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(pem)));
        return new Truststore(new MutualTlsRecord(uri, string.IsNullOrEmpty(version) ? null : version, warnings.Count == 0 ? null : warnings, digest), pem);
    }

    /// <summary>Writes a domain name with what it trusts from now on.</summary>
    public static async ValueTask<DomainRecord> PutAsync(IWriteTransaction tx, DomainRecord domain, Truststore? truststore)
    {
        domain = domain with { MutualTls = truststore?.Record };
        var key = new DomainKey(domain.Name);
        await ApiGatewayTables.Domains.PutAsync(tx, key, domain);
        if (truststore is null) ApiGatewayTables.Truststores.Delete(tx, key);
        else ApiGatewayTables.Truststores.Put(tx, key, new TruststoreRecord(truststore.Pem));
        return domain;
    }
}

/// <summary>A truststore as it was read.</summary>
/// <param name="Record">What the domain name keeps of it.</param>
/// <param name="Pem">The certificates.</param>
internal sealed record Truststore(MutualTlsRecord Record, string Pem);
