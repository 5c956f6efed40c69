using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Cognito;

/// <summary>Who at other providers is which user here.</summary>
internal sealed partial class CognitoService
{
    private const string SubjectName = "Cognito_Subject";

    public async ValueTask<AdminLinkProviderForUserOutput> AdminLinkProviderForUser(AdminLinkProviderForUserInput input, CallContext call)
    {
        var (source, destination) = (input.SourceUser, input.DestinationUser);
        if (string.IsNullOrEmpty(destination.ProviderAttributeValue) || string.IsNullOrEmpty(source.ProviderAttributeValue) || string.IsNullOrEmpty(source.ProviderName))
            throw CognitoFaults.Invalid("ProviderName and ProviderAttributeValue are required.");
        RequireSubject(source.ProviderAttributeName);
        await WriteAsync(
            call,
            async tx =>
            {
                var provider = await ProviderAsync(tx, call, input.UserPoolId, source.ProviderName);
                var pool = await PoolAsync(tx, call, input.UserPoolId);
                // AWS: a user who came from another provider is named by provider and subject too.
                var name = destination.ProviderName is null or "Cognito" ? destination.ProviderAttributeValue : $"{destination.ProviderName}_{destination.ProviderAttributeValue}";
                var (key, user) = await Users.FindAsync(tx, pool, name) ?? throw CognitoFaults.NoUser();
                var link = new TripleKey(pool.Id, provider.Name, source.ProviderAttributeValue);
                if (await FederatedUsers.LinkedAsync(tx, link) is var (_, other))
                {
                    throw other.Sub == user.Sub ? CognitoFaults.Invalid("SourceUser is already linked to DestinationUser")
                        : CognitoFaults.Invalid("Merging is not currently supported, provide a SourceUser that has not been signed up in order to link");
                }
                HostedTables.Links.Put(tx, link, new LinkRecord { FoldedUsername = key.Second, Sub = user.Sub });
                await CognitoTables.Users.PutAsync(tx, key, ExternalIdentities.Add(user, provider, source.ProviderAttributeValue, isPrimary: false, call.Now) with { Modified = call.Now });
                return true;
            });
        return new AdminLinkProviderForUserOutput();
    }

    public async ValueTask<AdminDisableProviderForUserOutput> AdminDisableProviderForUser(AdminDisableProviderForUserInput input, CallContext call)
    {
        var (name, subject) = (input.User.ProviderName, input.User.ProviderAttributeValue);
        if (string.IsNullOrEmpty(name) || string.IsNullOrEmpty(subject)) throw CognitoFaults.Invalid("ProviderName and ProviderAttributeValue are required.");
        if (name == "Cognito")
        {
            // AWS: a user of the pool itself can no longer sign in by password.
            await ChangeUserAsync(call, input.UserPoolId, subject, (_, _, user) => new ValueTask<UserRecord>(user with { Salt = null, Verifier = null }));
            return new AdminDisableProviderForUserOutput();
        }
        RequireSubject(input.User.ProviderAttributeName);
        await WriteAsync(
            call,
            async tx =>
            {
                await PoolAsync(tx, call, input.UserPoolId);
                var link = new TripleKey(input.UserPoolId, name, subject);
                if (await FederatedUsers.LinkedAsync(tx, link) is not var (key, user)) throw CognitoFaults.NoUser();
                HostedTables.Links.Delete(tx, link);
                await CognitoTables.Users.PutAsync(tx, key, ExternalIdentities.Remove(user, name, subject) with { Modified = call.Now });
                return true;
            });
        return new AdminDisableProviderForUserOutput();
    }

    private static void RequireSubject(string? attribute)
    {
        if (attribute is not (null or "" or SubjectName)) throw CommonException.NotSupported($"Linking by a ProviderAttributeName other than {SubjectName}");
    }
}
