exports.handler = async (event) => ({ statusCode: 200, body: JSON.stringify({ hello: event.path, table: process.env.TABLE }) });
