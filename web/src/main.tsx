import "@/ui/theme/theme.gen.css";
import "@/ui/base.css";

import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { RouterProvider } from "react-router";

import { makeQueryClient } from "@/api/query-client";
import { startTexts } from "@/i18n";
import { LibraryProvider } from "@/ui/LibraryProvider";
import { startOnce } from "@/ui/once";
import { SayProvider } from "@/ui/say";
import { startLook } from "@/ui/theme/look";

import { makeRouter } from "./router";

startLook();
startOnce();
await startTexts();

const client = makeQueryClient();
const router = makeRouter(client);
const root = document.getElementById("root");
if (root === null) throw new Error("the page has no #root");

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <LibraryProvider>
        <SayProvider>
          <RouterProvider router={router} />
        </SayProvider>
      </LibraryProvider>
    </QueryClientProvider>
  </StrictMode>,
);
