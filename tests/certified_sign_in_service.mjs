// The certified npm package `oidc-provider` as a sign-in service for tests: port and users as JSON.
import { createRequire } from "node:module";

const [folder, port, users] = process.argv.slice(2);
const require = createRequire(`${folder}/`);
const { default: Provider } = await import(require.resolve("oidc-provider"));
const claims = Object.fromEntries(JSON.parse(users).map((user) => [user.sub, user]));

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    {
      client_id: "shared-metrics",
      client_secret: "secret of the client",
      redirect_uris: ["http://127.0.0.1/oauth2callback"],
    },
  ],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
  conformIdTokenClaims: false, // the address stands in the ID token, where Streamlit reads it
  findAccount: (_context, sub) => ({ accountId: sub, claims: () => claims[sub] ?? { sub } }),
  cookies: { keys: ["only for tests"] },
});
// The app's port is not known when the service starts.
provider.Client.prototype.redirectUriAllowed = () => true;
provider.Client.prototype.postLogoutRedirectUriAllowed = () => true;
provider.listen(Number(port), "127.0.0.1");
