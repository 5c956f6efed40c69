using Undercast.Kernel;

namespace Undercast.Cognito;

internal sealed partial class CognitoService
{
    // AWS: client ids have 26 characters, secrets some 51, of lower-case letters and digits.
    private const int ClientIdLength = 26;
    private const int SecretLength = 51;

    public async ValueTask<CreateUserPoolClientOutput> CreateUserPoolClient(CreateUserPoolClientInput input, CallContext call)
    {
        var id = call.NewIds.Base36(ClientIdLength);
        var fresh = new UserPoolClientType
        {
            UserPoolId = input.UserPoolId,
            ClientId = id,
            ClientSecret = input.GenerateSecret == true ? Ids.NewBase36(SecretLength) : null,
            CreationDate = call.Now,
            LastModifiedDate = call.Now,
        };
        return await WriteAsync(
            call,
            async tx =>
            {
                var client = ClientRules.Apply(await PoolAsync(tx, call, input.UserPoolId), fresh, ClientRules.AsUpdate(input, id));
                await CheckOAuthAsync(tx, client);
                CognitoTables.Clients.PutFresh(tx, new IdKey(id), new ClientRecord { Client = client });
                return new CreateUserPoolClientOutput { UserPoolClient = client };
            });
    }

    public async ValueTask<DescribeUserPoolClientOutput> DescribeUserPoolClient(DescribeUserPoolClientInput input, CallContext call) =>
        new() { UserPoolClient = (await ClientAsync(call, input.UserPoolId, input.ClientId)).Client };

    public async ValueTask<UpdateUserPoolClientOutput> UpdateUserPoolClient(UpdateUserPoolClientInput input, CallContext call)
    {
        var (pool, _) = await ClientAsync(call, input.UserPoolId, input.ClientId);
        return await WriteAsync(
            call,
            async tx =>
            {
                var record = await CognitoTables.Clients.GetAsync(tx, new IdKey(input.ClientId)) ?? throw CognitoFaults.NoClient(input.ClientId);
                var client = ClientRules.Apply(pool, record.Client, input) with { LastModifiedDate = call.Now };
                await CheckOAuthAsync(tx, client);
                await CognitoTables.Clients.PutAsync(tx, new IdKey(input.ClientId), new ClientRecord { Client = client });
                return new UpdateUserPoolClientOutput { UserPoolClient = client };
            });
    }

    public async ValueTask DeleteUserPoolClient(DeleteUserPoolClientInput input, CallContext call)
    {
        await ClientAsync(call, input.UserPoolId, input.ClientId);
        await WriteAsync(call, tx => CognitoTables.Clients.DeleteAsync(tx, new IdKey(input.ClientId)));
    }

    public async ValueTask<ListUserPoolClientsOutput> ListUserPoolClients(ListUserPoolClientsInput input, CallContext call)
    {
        var rows = await ReadAsync(
            call,
            async tx =>
            {
                await PoolAsync(tx, call, input.UserPoolId);
                return await CognitoTables.ClientsByPool.RangeAsync(tx, CognitoTables.ClientsByPool.Prefix(input.UserPoolId));
            });
        var (page, token) = Page(rows.Select(r => r.Record.Client), c => c.ClientId!, input.MaxResults, input.NextToken);
        return new ListUserPoolClientsOutput
        {
            UserPoolClients = [.. page.Select(c => new UserPoolClientDescription { ClientId = c.ClientId, UserPoolId = c.UserPoolId, ClientName = c.ClientName })],
            NextToken = token,
        };
    }
}
