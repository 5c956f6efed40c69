using Undercast.Kernel;

namespace Undercast.Cognito;

// An app client has two secrets while one takes the other's place.
internal sealed partial class CognitoService
{
    private const int MostSecrets = 2;

    public async ValueTask<AddUserPoolClientSecretOutput> AddUserPoolClientSecret(AddUserPoolClientSecretInput input, CallContext call)
    {
        var fresh = new StoredSecret(ClientRules.SecretId(input.ClientId, call.Now), input.ClientSecret ?? Ids.NewBase36(SecretLength), call.Now);
        await ChangeSecretsAsync(call, input.UserPoolId, input.ClientId, secrets =>
        {
            if (secrets.Count == 0) throw CognitoFaults.Invalid("Client secrets can only be added to a client that was created with a secret.");
            if (secrets.Count >= MostSecrets) throw new LimitExceededException($"A client can have {MostSecrets} secrets at most.");
            if (secrets.Any(s => s.Value == fresh.Value || s.Id == fresh.Id)) throw CognitoFaults.Invalid("The client has this secret already.");
            return [.. secrets, fresh];
        });
        // AWS: what the caller made up is not told again.
        return new AddUserPoolClientSecretOutput { ClientSecretDescriptor = View(fresh) with { ClientSecretValue = input.ClientSecret is null ? fresh.Value : null } };
    }

    public async ValueTask<DeleteUserPoolClientSecretOutput> DeleteUserPoolClientSecret(DeleteUserPoolClientSecretInput input, CallContext call)
    {
        await ChangeSecretsAsync(call, input.UserPoolId, input.ClientId, secrets =>
        {
            if (!secrets.Any(s => s.Id == input.ClientSecretId)) throw new ResourceNotFoundException($"Client secret {input.ClientSecretId} does not exist.");
            return secrets.Count > 1 ? [.. secrets.Where(s => s.Id != input.ClientSecretId)] : throw CognitoFaults.Invalid("The last secret of a client cannot be deleted.");
        });
        return new DeleteUserPoolClientSecretOutput();
    }

    public async ValueTask<ListUserPoolClientSecretsOutput> ListUserPoolClientSecrets(ListUserPoolClientSecretsInput input, CallContext call)
    {
        var (_, client) = await ClientAsync(call, input.UserPoolId, input.ClientId);
        return new ListUserPoolClientSecretsOutput { ClientSecrets = [.. ClientRules.Secrets(client).Select(View)] };
    }

    private async ValueTask ChangeSecretsAsync(CallContext call, string poolId, string clientId, Func<IReadOnlyList<StoredSecret>, IReadOnlyList<StoredSecret>> change)
    {
        await ClientAsync(call, poolId, clientId);
        await WriteAsync(
            call,
            async tx =>
            {
                var record = await CognitoTables.Clients.GetAsync(tx, new IdKey(clientId)) ?? throw CognitoFaults.NoClient(clientId);
                var secrets = change(ClientRules.Secrets(record.Client));
                await CognitoTables.Clients.PutAsync(tx, new IdKey(clientId), new ClientRecord { Client = record.Client with { ClientSecret = secrets[0].Value, Secrets = secrets, LastModifiedDate = call.Now } });
                return true;
            });
    }

    private static ClientSecretDescriptorType View(StoredSecret secret) => new() { ClientSecretId = secret.Id, ClientSecretCreateDate = secret.Created };
}
