using System.Security.Cryptography;
using System.Text;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Cognito;

internal sealed partial class CognitoService
{
    // AWS: words that prefixes must not contain.
    private static readonly string[] Reserved = ["aws", "amazon", "cognito"];

    public ValueTask<CreateUserPoolDomainOutput> CreateUserPoolDomain(CreateUserPoolDomainInput input, CallContext call)
    {
        var isCustom = input.CustomDomainConfig is not null;
        if (isCustom && !input.Domain.Contains('.')) throw CognitoFaults.Invalid("Custom domain is not a valid subdomain: Was not able to resolve the root domain, please ensure an A record exists for the root domain.");
        if (!isCustom && input.Domain.Contains('.'))
            throw CognitoFaults.Invalid("1 validation error detected: Value at 'domain' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-z0-9](?:[a-z0-9\\-]{0,61}[a-z0-9])?$");
        if (!isCustom && Reserved.FirstOrDefault(input.Domain.Contains) is { } word) throw CognitoFaults.Invalid($"Domain cannot contain reserved word: {word}");
        CheckVersion(input.ManagedLoginVersion);
        var domain = new DomainRecord
        {
            Account = call.Account,
            Region = call.Region,
            PoolId = input.UserPoolId,
            Domain = input.Domain,
            CertificateArn = input.CustomDomainConfig?.CertificateArn,
            LoginVersion = input.ManagedLoginVersion ?? 1,
            Distribution = isCustom ? DistributionOf(input.Domain) : null,
        };
        return WriteAsync(
            call,
            async tx =>
            {
                var pool = await PoolAsync(tx, call, input.UserPoolId);
                var key = new PairKey(isCustom ? HostedTables.Custom : call.Region, input.Domain);
                if (await HostedTables.Domains.ExistsAsync(tx, key)) throw CognitoFaults.Invalid("Domain already associated with another user pool");
                if ((isCustom ? pool.Pool.CustomDomain : pool.Pool.Domain) is { } other) throw CognitoFaults.Invalid($"User pool already has a domain configured: {other}");
                HostedTables.Domains.Put(tx, key, domain);
                await SetDomainAsync(tx, pool, isCustom, input.Domain);
                return new CreateUserPoolDomainOutput { ManagedLoginVersion = domain.LoginVersion, CloudFrontDomain = domain.Distribution };
            });
    }

    public ValueTask<DescribeUserPoolDomainOutput> DescribeUserPoolDomain(DescribeUserPoolDomainInput input, CallContext call) => ReadAsync(
        call,
        async tx => new DescribeUserPoolDomainOutput
        {
            // AWS: a name that nobody has is described by nothing.
            DomainDescription = await DomainAsync(tx, call, input.Domain) is not (_, var domain) || domain.Account != call.Account ? new() : new()
            {
                UserPoolId = domain.PoolId,
                AWSAccountId = domain.Account,
                Domain = domain.Domain,
                S3Bucket = $"aws-cognito-prod-{domain.Region}-assets",
                CloudFrontDistribution = domain.Distribution ?? $"{domain.Domain}.auth.{domain.Region}.amazoncognito.com",
                Version = "1",
                Status = "ACTIVE",
                CustomDomainConfig = domain.CertificateArn is { } certificate ? new() { CertificateArn = certificate } : null,
                ManagedLoginVersion = domain.LoginVersion,
            },
        });

    public ValueTask<UpdateUserPoolDomainOutput> UpdateUserPoolDomain(UpdateUserPoolDomainInput input, CallContext call)
    {
        CheckVersion(input.ManagedLoginVersion);
        return WriteAsync(
            call,
            async tx =>
            {
                var (key, domain) = await DomainAsync(tx, call, input.UserPoolId, input.Domain);
                if (input.CustomDomainConfig is not null && domain.CertificateArn is null) throw CognitoFaults.Invalid("Custom domain config is not supported for prefix domains.");
                var changed = domain with { CertificateArn = input.CustomDomainConfig?.CertificateArn ?? domain.CertificateArn, LoginVersion = input.ManagedLoginVersion ?? domain.LoginVersion };
                HostedTables.Domains.Put(tx, key, changed);
                return new UpdateUserPoolDomainOutput { ManagedLoginVersion = changed.LoginVersion, CloudFrontDomain = changed.Distribution };
            });
    }

    public ValueTask<DeleteUserPoolDomainOutput> DeleteUserPoolDomain(DeleteUserPoolDomainInput input, CallContext call) => WriteAsync(
        call,
        async tx =>
        {
            var (key, domain) = await DomainAsync(tx, call, input.UserPoolId, input.Domain);
            HostedTables.Domains.Delete(tx, key);
            await SetDomainAsync(tx, await PoolAsync(tx, call, input.UserPoolId), domain.CertificateArn is not null, null);
            return new DeleteUserPoolDomainOutput();
        });

    private static async ValueTask<(PairKey Key, DomainRecord Domain)?> DomainAsync(IReadTransaction tx, CallContext call, string name)
    {
        var key = new PairKey(name.Contains('.') ? HostedTables.Custom : call.Region, name);
        return await HostedTables.Domains.GetAsync(tx, key) is { } domain ? (key, domain) : null;
    }

    private static async ValueTask<(PairKey Key, DomainRecord Domain)> DomainAsync(IReadTransaction tx, CallContext call, string poolId, string name)
    {
        await PoolAsync(tx, call, poolId);
        return await DomainAsync(tx, call, name) is var (key, domain) && domain.PoolId == poolId ? (key, domain) : throw CognitoFaults.Invalid("No such domain or user pool exists.");
    }

    private static async ValueTask SetDomainAsync(IWriteTransaction tx, PoolRecord pool, bool isCustom, string? name) =>
        await CognitoTables.Pools.PutAsync(tx, new IdKey(pool.Id), pool with { Pool = isCustom ? pool.Pool with { CustomDomain = name } : pool.Pool with { Domain = name } });

    private static void CheckVersion(int? version)
    {
        if (version is not (null or 1 or 2)) throw CognitoFaults.Invalid($"Invalid ManagedLoginVersion: {version}");
    }

    // The same name each time, as a distribution's would be.
    private static string DistributionOf(string domain) => $"d{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(domain)))[..13]}.cloudfront.net";
}
